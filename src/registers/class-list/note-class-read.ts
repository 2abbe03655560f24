import { noteReading } from '../../accounts/privacy/note-reading.ts'
import type { SensitiveKind, Tx } from '../../database/schema.ts'
import { type ClassRows, stillComing } from './people.ts'

/** Notes of each person on a class list what the office reads of them there. Of who told nothing there is nothing to read. */
export async function noteClassRead(
  tx: Tx,
  { people, needs }: ClassRows,
  readerId: string,
  now: Date,
): Promise<void> {
  for (const { person_id: personId, what_helps: helps } of people.filter(stillComing)) {
    const hasNeeds = needs.some(({ person_id: id }) => id === personId)
    const kinds: SensitiveKind[] = [
      ...(helps === '' ? [] : ['what-helps' as const]),
      ...(hasNeeds ? ['access-needs' as const] : []),
    ]
    const reading = { personId, readerId, kinds, role: 'administrator', reason: 'support' } as const
    if (kinds.length > 0) await noteReading(tx, { ...reading, kinds, words: null }, now)
  }
}
