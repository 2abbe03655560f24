// What a letter tells a trainer of their dates, where the calendar cannot.
import type { Reconciled } from '../../calendar/reconcile.ts'
import type { DateToldInLetter, Tx } from '../../database/schema.ts'
import type { Run, SessionDetails } from '../../scheduling/queries.ts'
import { calendarPlace } from '../invites.ts'
import { type Giving, updateDatesTold } from './queries.ts'
import { isNewsForLetter } from './rules.ts'

/** Notes what a letter says of their dates from now on. True when there is something new in it, so that it must go. */
export async function noteDatesTold(
  tx: Tx,
  person: Giving,
  { run, own, now }: { run: Pick<Run, 'id'>; own: SessionDetails[]; now: Date },
  { tooIrregular, entered }: Pick<Reconciled, 'tooIrregular' | 'entered'>,
): Promise<boolean> {
  if (person.email === null || person.calendar_invitations === 'none') return false
  const { dates_told: told } = person
  const without = tooIrregular ? own.filter(({ id }) => !entered.has(id)).map(asTold) : []
  if (without.length === 0 && told.length === 0) return false
  await updateDatesTold(tx, { runId: run.id, personId: person.id }, without)
  return isNewsForLetter({ told, without, own: new Set(own.map(({ id }) => id)), now })
}

function asTold(session: SessionDetails): DateToldInLetter {
  return {
    sessionId: session.id,
    startsAt: session.starts_at.toISOString(),
    endsAt: session.ends_at.toISOString(),
    where: calendarPlace(session),
  }
}
