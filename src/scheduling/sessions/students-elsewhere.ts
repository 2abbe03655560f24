import type { Db } from '../../database/schema.ts'
import { counted, listed } from '../../lib/words.ts'
import { listSessions } from '../queries.ts'
import { listStudentClashes } from './queries.ts'

/** `Of those with a place, 2 people have Yoga at that time` */
export function studentsElsewhere(others: { title: string; people: number }[]): string {
  const words = others.map(({ title, people }) => `${counted(people, 'person has', 'people have')} ${title}`)
  return `Of those with a place, ${listed(words)} at that time`
}

/** Who booked something else while a date was off, or at another time, has both once it is as it was. */
export async function elsewhereWarning(
  db: Db,
  runId: string,
  sessionId: string,
): Promise<string | undefined> {
  const session = (await listSessions(db, [runId])).find(({ id }) => id === sessionId)
  if (session?.status !== 'planned') return undefined
  const times = { startsAt: session.starts_at, endsAt: session.ends_at }
  const others = await listStudentClashes(db, { runId, ...times })
  return others.length > 0 ? `${studentsElsewhere(others)}.` : undefined
}
