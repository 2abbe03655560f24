// How many places a run has, as its page asks for it: two of the office may change them at once.
import { conflictErrors } from '../editing/edit-form.ts'
import type { Change, Details } from '../editing/merge-edits.ts'
import { conflictRows, typedFrom } from '../editing/pages.ts'
import { counted } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { Run } from '../scheduling/queries.ts'
import { placesLabels } from '../scheduling/runs/pages.ts'
import type { Typed } from '../web/form-page.ts'
import { type PlacesOfRun, placesOf } from './change-capacity.ts'

/** What its form held when it was opened, if not what is there now, and what others made of it. */
export interface PlacesOpened {
  base?: Details | undefined
  conflicts?: Change[]
}

export function placesForm(run: Run, { typed }: Typed, { base, conflicts = [] }: PlacesOpened) {
  return {
    action: paths.adminCapacity({ id: run.id }),
    value: typed.capacity ?? String(run.capacity),
    held: typed.places_held ?? String(run.places_held),
    was: JSON.stringify(base ?? placesOf(run)),
    conflicts: conflictRows(conflicts, placesLabels),
  }
}

/** Somebody else changed the places while this was written: theirs is shown, and this stands in the form. */
export function changedMeanwhile(
  { merged, conflicts }: { merged: PlacesOfRun; conflicts: Change[] },
  overFullReason: string | null,
): Typed {
  const { typed } = typedFrom({ ...merged, over_full_reason: overFullReason })
  return { typed, errors: conflictErrors(conflicts) }
}

export function belowTaken(
  typed: { capacity: number; places_held?: number | undefined },
  taken: number,
): Typed {
  const message = `${counted(taken, 'place is', 'places are')} taken. Nobody loses a place: if you still want fewer, say why below and save again`
  const { capacity, places_held: held } = typed
  const kept = held === undefined ? {} : { places_held: String(held) }
  return { typed: { capacity: String(capacity), ...kept }, errors: [{ field: 'capacity', message }] }
}
