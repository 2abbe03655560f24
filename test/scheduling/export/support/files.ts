// The prospectus as files, and a college without one.
import { sql } from 'kysely'
import type { Db } from '../../../../src/database/schema.ts'
import { exportProspectus } from '../../../../src/scheduling/export/export-prospectus.ts'
import { csvFile, workbookFile } from '../../../../src/scheduling/export/files.ts'

export const timeZone = 'Europe/London'

export type Kind = 'csv' | 'workbook'

export async function takeOut(db: Db, kind: Kind) {
  const { runs, sessions, leftBehind } = await exportProspectus(db, {}, timeZone)
  const sheets = [
    { name: 'Runs', rows: runs },
    { name: 'Sessions', rows: sessions },
  ]
  const files =
    kind === 'csv'
      ? {
          prospectus: { name: 'runs.csv', bytes: Buffer.from(csvFile(runs)) },
          sessions: { name: 'sessions.csv', bytes: Buffer.from(csvFile(sessions)) },
        }
      : { prospectus: { name: 'prospectus.xlsx', bytes: await workbookFile(sheets) } }
  return { files, leftBehind, lines: runs.length - 1 }
}

export async function empty(db: Db): Promise<void> {
  await sql`set session_replication_role = replica`.execute(db)
  for (const table of ['session_trainer', 'session', 'run_trainer', 'run', 'course_category', 'course'])
    await sql`delete from ${sql.table(table)}`.execute(db)
  for (const table of ['category', 'room', 'venue', 'term', 'person'])
    await sql`delete from ${sql.table(table)}`.execute(db)
  await sql`set session_replication_role = origin`.execute(db)
}
