import type { Moment } from '../../lib/time.ts'
import { shortDay, timeInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { placeOptions } from '../../scheduling/planning/pages.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import type { Choices } from './choices.ts'

/** Which dates, and what is to happen. */
export function choosePage(choices: Choices, form: Typed, at: Moment) {
  const { typed } = form
  return {
    title: 'Change many dates at once',
    back: { href: paths.adminBulkChanges(), text: 'Changes of many dates' },
    action: paths.adminBulkChangePreview(),
    scope: { [typed.scope ?? '']: true },
    change: { [typed.change ?? '']: true },
    session: choices.session,
    ...optionsFor(choices, typed, at),
    ...withErrors(form),
  }
}

function optionsFor(
  { terms, venues, runs, places }: Choices,
  typed: Record<string, string>,
  { timeZone }: Moment,
) {
  const option = (value: string, text: string, chosen = '') => ({ value, text, selected: value === chosen })
  const first = (text: string) => option('', text, 'something')
  const online = places.filter((place, index) => {
    const isFirst = places.findIndex(({ venue_id }) => venue_id === place.venue_id) === index
    return place.online && isFirst
  })
  return {
    terms: [first('Choose a term'), ...terms.map(({ id, name }) => option(id, name, typed.term))],
    venues: [first('Choose a venue'), ...venues.map(({ id, name }) => option(id, name, typed.venue))],
    runs: [
      first('Choose a run'),
      // With the venue: a college of many sites gives one course at several of them at the same time.
      ...runs.map(({ id, title, next_starts_at: next, venue }) => {
        const words = `${title}, ${shortDay(next, timeZone)}, ${timeInWords(next, timeZone)}, ${venue}`
        return option(id, words, typed.run)
      }),
    ],
    onlineVenues: online.map(({ venue_id, venue }) => option(venue_id, venue, typed.online_venue)),
    noOnlineVenue: online.length === 0,
    places: [
      first('Choose where'),
      ...placeOptions(places).map(({ value, text }) => option(value, text, typed.place)),
    ],
    units: [
      option('weeks', 'weeks', typed.unit ?? 'weeks'),
      option('days', 'days', typed.unit),
      option('minutes', 'minutes', typed.unit),
    ],
    directions: [
      option('later', 'later', typed.direction ?? 'later'),
      option('earlier', 'earlier', typed.direction),
    ],
  }
}
