// Two records of one person, and what is in every table before and after.
import { sql } from 'kysely'
import type { Db } from '../../../../src/database/schema.ts'
import { inTransaction } from '../../../../src/database/transaction.ts'
import { type Merged, mergeRecords } from '../../../../src/enrolment/merging/merge.ts'
import type { Choices } from '../../../../src/enrolment/merging/rules.ts'
import { undoMerge, type Undone } from '../../../../src/enrolment/merging/undo.ts'
import type { TestApp } from '../../../support/app.ts'
import { addPerson } from '../../../support/college.ts'

export const usual: Choices = { email: 'kept', contact: 'kept', supporter: 'kept' }

export interface Office {
  by: string
  merge(keptId: string, mergedId: string, choices?: Partial<Choices>): Promise<Merged>
  undo(mergeId: string): Promise<Undone>
}

/** Somebody of the office, who joins records and parts them again. */
export async function officeOf({ db, config, clock }: TestApp): Promise<Office> {
  const by = await addPerson(db, { name: 'Office', roles: ['administrator'] })
  const context = { config, clock: () => clock.now }
  return {
    by,
    merge: (keptId, mergedId, choices = {}) =>
      inTransaction(db, (tx) =>
        mergeRecords(tx, { keptId, mergedId, choices: { ...usual, ...choices } }, by, context),
      ),
    undo: (mergeId) => inTransaction(db, (tx) => undoMerge(tx, mergeId, by, context)),
  }
}

/** The id of a merge that worked. */
export function mergeIdOf(merged: Merged): string {
  if (!merged.ok) throw new Error(merged.reason)
  return merged.mergeId
}

/**
 * Every row of every table, as text. Left out is what is only ever added to (history, the trail, the notes of joinings,
 * mails that went out about it, invitations) and what lasts for minutes (sessions, links, tries).
 */
export async function everything(
  db: Db,
  except: readonly string[] = passing,
): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public' and tablename not like 'kysely%' order by 1`.execute(db)
  const found: Record<string, string[]> = {}
  for (const { name } of tables.rows.filter((table) => !except.includes(table.name))) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(one) as row from ${sql.table(name)} one`.execute(db)
    found[name] = rows.map(({ row }) => JSON.stringify(withoutCounters(name, row))).sort()
  }
  return found
}

export const passing = [
  'audit_event',
  'enrolment_event',
  'person_merge',
  'person_merge_row',
  'mail',
  'calendar_invite',
  'web_session',
  'email_proof',
  'try_count',
]

/** That a place came free is counted on the run, and stays counted: those who passed on an earlier one are asked again. */
function withoutCounters(table: string, { ...row }: Record<string, unknown>) {
  if (table === 'run') {
    delete row.vacancies_opened
    delete row.updated_at
  }
  return row
}
