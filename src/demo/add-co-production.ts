// Who designed most of the demo's courses with whom. A few say nothing yet, as in any college.
import { noteCoProduction } from '../catalogue/courses/note-co-production.ts'
import { listCourses } from '../catalogue/courses/queries.ts'
import type { Tx } from '../database/schema.ts'
import { onTheClock, type Moment } from '../lib/time.ts'

const pairs = [
  ['Peer group of the Old Library (invented)', 'Nora Quill, occupational therapist (invented)'],
  ['Amir Wells and the Tuesday group (invented)', 'Hanna Stone, nurse (invented)'],
  ['Jo Marlow (invented)', 'Ruth Penny, art teacher (invented)'],
] as const

/** Every sixth course has no note. `actorId`: who wrote them down. */
export async function addCoProduction(tx: Tx, actorId: string, { now, timeZone }: Moment): Promise<void> {
  const courses = await listCourses(tx, now)
  for (const [index, { id }] of courses.entries()) {
    const [lived_experience, other_expertise] = pairs[index % pairs.length] ?? pairs[0]
    if (index % 6 === 5) continue
    const day = onTheClock(now, timeZone)
      .toPlainDate()
      .subtract({ days: 120 + index })
    const note = { what: 'designed' as const, happened_on: day.toString(), lived_experience, other_expertise }
    await noteCoProduction(tx, id, note, { now, actorId })
  }
}
