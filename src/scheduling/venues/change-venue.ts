import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import { freeSlug } from '../../lib/slug.ts'
import { changesOf } from '../../editing/merge-edits.ts'
import { recordChange } from '../../editing/queries.ts'
import { type Edits, type Saved, saveEdits } from '../../editing/save-edits.ts'
import { findVenue, insertVenue, listVenueSlugs, lockVenue, updateVenue, type Venue } from './queries.ts'
import { decideRetire, type VenueDetails } from './rules.ts'

export function venueDetails({ name, online, address, how_to_get_there, access }: Venue): VenueDetails {
  return { name, online, address, how_to_get_there, access }
}

/** Throws on a name that is taken: `venue_name_key`. */
export async function addVenue(tx: Tx, details: VenueDetails, doing: Doing): Promise<string> {
  const id = await insertVenue(tx, { ...details, slug: freeSlug(details.name, await listVenueSlugs(tx)) })
  const changes = changesOf({}, details).filter(({ after }) => after !== '')
  await recordChange(tx, { action: 'venue.added', subject: { kind: 'venue', id }, changes }, doing)
  return id
}

/**
 * Saves what was typed over what the page held when it was opened (`base`). Whoever comes to a session there is told, by
 * a job: see `tellOfVenue`. Throws on a name that is taken.
 */
export async function changeVenue(
  tx: Tx,
  id: string,
  edits: Edits<VenueDetails>,
  doing: Doing,
): Promise<Saved<VenueDetails>> {
  const venue = await lockVenue(tx, id, doing.now)
  if (venue === undefined) return { ok: false, reason: 'not-found' }
  const subject = { kind: 'venue' as const, id }
  const thing = { subject, action: 'venue.changed' as const, current: venueDetails(venue) }
  const saved = await saveEdits(tx, thing, edits, (merged) => updateVenue(tx, id, merged), doing)
  if (!saved.ok || saved.changes.length === 0) return saved
  const fields = saved.changes.map(({ field }) => field)
  await enqueueJob(tx, 'scheduling.tell-of-venue', { venueId: id, fields })
  return saved
}

/** Nothing new is planned there from now on. */
export async function retireVenue(tx: Tx, id: string, doing: Doing) {
  await lockVenue(tx, id, doing.now)
  // Read once it is held: what was planned there while we waited counts.
  const venue = await findVenue(tx, id, doing.now)
  if (venue === undefined) return { ok: false, reason: 'not-found' } as const
  const decided = decideRetire({ retired: venue.retired_at !== null, comingSessions: venue.coming })
  if (!decided.ok) return decided
  await updateVenue(tx, id, { retired_at: doing.now })
  await recordChange(tx, { action: 'venue.retired', subject: { kind: 'venue', id }, changes: [] }, doing)
  return { ok: true } as const
}

export async function bringVenueBack(tx: Tx, id: string, doing: Doing): Promise<boolean> {
  const venue = await lockVenue(tx, id, doing.now)
  if (venue === undefined) return false
  if (venue.retired_at === null) return true
  await updateVenue(tx, id, { retired_at: null })
  await recordChange(tx, { action: 'venue.brought-back', subject: { kind: 'venue', id }, changes: [] }, doing)
  return true
}
