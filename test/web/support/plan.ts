// One of everything that a term is planned with.
import { keepPicture } from '../../../src/catalogue/pictures/keep-picture.ts'
import { makeEdition } from '../../../src/catalogue/prospectus/make-edition.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { beginDraft } from '../../../src/scheduling/import/drafts/begin-draft.ts'
import { aPng } from '../../catalogue/prospectus/support/pictures.ts'
import { addVenue, today } from '../../support/college.ts'

export interface Plan {
  venueId: string
  roomId: string
  termId: string
  termCopyId: string
  closureId: string
  importId: string
  importLineId: string
  bulkChangeId: string
  pictureId: string
  editionId: string
  /** Of a change that can be undone, as a page names it. */
  changeNumber: string
  /** Of what one press did, that change among it. */
  actId: string
}

/** `actorId`: of whom in the office planned it. */
export async function addPlan(db: Db, actorId: string, runId: string): Promise<Plan> {
  const picture = { kind: 'image/png' as const, width: 40, height: 30, bytes: aPng() }
  return {
    ...(await addPlace(db)),
    ...(await addDays(db)),
    ...(await addImport(db, actorId)),
    bulkChangeId: await addBulkChange(db),
    pictureId: await inTransaction(db, (tx) => keepPicture(tx, picture, today)),
    editionId: await addEdition(db, actorId),
    changeNumber: await addChange(db, actorId, runId),
    actId,
  }
}

const actId = '7d0a1c52-52ab-4d0e-8f0e-6a1f3a2b9c44'

async function addChange(db: Db, actor_id: string, subject_id: string): Promise<string> {
  const change = {
    action: 'run.changed',
    subject_kind: 'run',
    subject_id,
    detail: JSON.stringify({ changes: [], together: actId }),
  }
  const added = db
    .insertInto('audit_event')
    .values({ ...change, at: today, actor_id })
    .returning('id')
  return String((await added.executeTakeFirstOrThrow()).id)
}

async function addEdition(db: Db, actorId: string): Promise<string> {
  const doing = { actorId, now: today, timeZone: 'Europe/London' }
  const made = await inTransaction(db, (tx) => makeEdition(tx, { term: '', venue: '' }, doing))
  if (!made.ok) throw new Error('No edition was made')
  return made.id
}

async function addPlace(db: Db): Promise<{ venueId: string; roomId: string }> {
  const venueId = await addVenue(db, { name: 'Town Hall' })
  const room = db.insertInto('room').values({ venue_id: venueId, name: 'Green Room' }).returning('id')
  return { venueId, roomId: (await room.executeTakeFirstOrThrow()).id }
}

async function addDays(db: Db): Promise<{ termId: string; termCopyId: string; closureId: string }> {
  const days = { name: 'Autumn', starts_on: '2026-09-14', ends_on: '2026-12-18' }
  const later = { name: 'Spring', starts_on: '2027-01-11', ends_on: '2027-04-02' }
  const terms = db
    .insertInto('term')
    .values([
      { ...days, slug: 'autumn' },
      { ...later, slug: 'spring' },
    ])
    .returning('id')
  const [term, next] = (await terms.execute()) as [{ id: string }, { id: string }]
  const closure = db.insertInto('closure').values(days).returning('id')
  const copy = { from_term_id: term.id, into_term_id: next.id, made_term: false, weeks: 17, copied_at: today }
  const copied = db
    .insertInto('term_copy')
    .values({ ...copy, id: crypto.randomUUID() })
    .returning('id')
  return {
    termId: term.id,
    termCopyId: (await copied.executeTakeFirstOrThrow()).id,
    closureId: (await closure.executeTakeFirstOrThrow()).id,
  }
}

/** A prospectus that the office is bringing in. */
async function addImport(db: Db, actorId: string): Promise<{ importId: string; importLineId: string }> {
  const cells = ['Music', 'Online', '2026-10-05', '10:00']
  const header = ['course_title', 'delivery_mode', 'first_date', 'start_time']
  const table = (file: string, names: string[], row: string[]) => {
    return { file, encoding: '', delimiter: '', header: names, rows: [{ line: 2, cells: row }] }
  }
  const opened = {
    runs: table('runs.csv', header, cells),
    sessions: table('sessions.csv', ['line', 'date'], ['2', '2026-10-05']),
    problems: [],
  }
  const begun = await inTransaction(db, (tx) => beginDraft(tx, opened, { actorId, now: today }))
  const importId = begun.ok ? begun.id : ''
  const line = await db
    .selectFrom('import_line')
    .select('id')
    .where('holds', '=', 'runs')
    .executeTakeFirstOrThrow()
  return { importId, importLineId: line.id }
}

async function addBulkChange(db: Db): Promise<string> {
  const change = { kind: 'move' as const, title: 'Autumn: 1 week later', made_at: today }
  const added = db
    .insertInto('bulk_change')
    .values({ ...change, id: crypto.randomUUID() })
    .returning('id')
  return (await added.executeTakeFirstOrThrow()).id
}
