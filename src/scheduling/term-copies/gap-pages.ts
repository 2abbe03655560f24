// What of a copy could not be placed, as its page shows it: kind by kind, with the way to where it can be mended.
import type { GapReason } from '../../database/schema.ts'
import { addressWith } from '../../lib/path.ts'
import { partStillOpen } from '../../lib/worklist.ts'
import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { GapRow } from './copy-queries.ts'
import { gapInWords, kindOfGaps, kindsOfGaps } from './words.ts'

/** Of one kind, as many as are shown at once: a term copied into itself lacks thousands of rooms. */
export const gapsShown = 100

/** A kind is open from the start where there is little to look through. */
const few = 12

/** Which kind of gap somebody is at, and after which of them. */
export interface GapPlace {
  kind?: GapReason | undefined
  after?: string | undefined
}

/** This address with that place, so that whoever ticks some of many goes on where they were. */
export function fromGap(href: string, { kind, after }: GapPlace): string {
  if (kind === undefined) return href
  return addressWith(href, { kind, ...(after === undefined ? {} : { after }) })
}

/** Each kind with what is still open of it. */
export function openKinds(copyId: string, gaps: GapRow[], place: GapPlace) {
  const open = gaps.filter(isOpen).length
  return kindsOfGaps.flatMap((kind) => {
    const isHere = kind === place.kind
    const ofKind = gaps.filter(({ reason }) => reason === kind)
    const isPlace = ({ id }: GapRow) => isHere && id === place.after
    const { shown, count, next } = partStillOpen(ofKind, isOpen, { most: gapsShown, isPlace })
    if (count === 0) return []
    const at = { kind, after: next?.id }
    return {
      kind,
      headingId: `kind-${kind}`,
      heading: kindOfGaps[kind],
      count: counted(count, 'thing'),
      isUnfolded: isHere || open <= few,
      ofHowMany: count > shown.length ? `These are ${shown.length} of ${count}.` : undefined,
      rows: shown.map(gapRow),
      action: fromGap(paths.adminTermCopySeenTo({ id: copyId }), isHere ? place : { kind }),
      allOf: [{ name: 'all_of', value: kind }],
      all: count > 1 ? `I have seen to all ${count} of these` : undefined,
      nextHref: next && fromGap(paths.adminTermCopy({ id: copyId }), at),
    }
  })
}

function isOpen({ seen_to_at }: GapRow): boolean {
  return seen_to_at === null
}

export function gapRow(gap: GapRow) {
  const { id, title, reason, wanted_on, name, person, run_id, from_run_id, session_id } = gap
  return {
    id,
    title,
    what: gapInWords({ reason, day: wanted_on, name, person: person ?? 'Somebody' }),
    way: run_id === null ? wayToOriginal(from_run_id) : wayTo(reason, run_id, session_id),
  }
}

function wayToOriginal(id: string) {
  return { href: paths.adminRun({ id }), text: 'See the run it comes from' }
}

/** To where it can be mended. */
function wayTo(reason: GapReason, runId: string, sessionId: string | null) {
  if (sessionId !== null) return { href: paths.adminSession({ id: sessionId }), text: 'Choose a room' }
  if (reason === 'trainer-gone' || reason === 'trainer-busy')
    return { href: paths.adminRunTrainers({ id: runId }), text: 'Choose a trainer' }
  if (reason === 'code-taken') return { href: paths.adminRunDetails({ id: runId }), text: 'Give it a code' }
  return { href: paths.adminSessionNew({ id: runId }), text: 'Add a date' }
}
