import type { Db, Tx, WaitingListMode } from '../../database/schema.ts'

const columns = [
  'run.id',
  'run.status',
  'run.term_id',
  'run.code',
  'run.audience',
  'run.waiting_list_mode',
  'run.needs_approval',
  'run.enrolment_opens_at',
  'run.enrolment_closes_at',
  'course.title',
] as const

export type RunRow = NonNullable<Awaited<ReturnType<typeof findRunToEdit>>>

export async function findRunToEdit(db: Db, id: string) {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.id', '=', id)
    .select(columns)
    .executeTakeFirst()
}

/** Throws on a code that another run of the term has (`run_code`), and on a term that is gone (`run_term_id_fkey`). */
export async function updateRunDetails(
  tx: Tx,
  id: string,
  change: {
    term_id: string | null
    code: string | null
    audience: string
    waiting_list_mode: WaitingListMode
    needs_approval: boolean
    enrolment_opens_at: Date | null
    enrolment_closes_at: Date | null
  },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('run')
    .set({ ...change, updated_at: now })
    .where('id', '=', id)
    .execute()
}
