// What merging two records will do, sentence by sentence, before anybody presses the button.
import { roleWords } from '../../accounts/people/words.ts'
import { counted, listed } from '../../lib/words.ts'
import type { Enrolment } from '../queries.ts'
import { statusWords } from '../words.ts'
import {
  doubledPlaces,
  hasConfirmedEmail,
  isUnproven,
  mergedDetails,
  type Choices,
  type Side,
} from './rules.ts'

export interface Both {
  kept: Side
  merged: Side
  places: { kept: Live[]; merged: Live[] }
  counts: { kept: Counts; merged: Counts }
}

export type Live = Enrolment & { title: string }

export interface Counts {
  ended: number
  mails: number
  needs: number
  calls: number
  runs: number
}

export function whatHappens(both: Both, choices: Choices): string[] {
  return [
    movedWords(both),
    ...doubledWords(both),
    ...detailWords(both, choices),
    ...roleSentence(both),
    ...signInWords(both),
    ...calendarWords(both),
  ]
}

/** `3 courses, 2 earlier courses and 12 messages`; undefined when there is nothing. */
export function thingsOf(live: number, { ended, mails, needs, calls, runs }: Counts): string | undefined {
  const things = [
    [live, 'course', 'courses'],
    [ended, 'earlier course', 'earlier courses'],
    [runs, 'course they train', 'courses they train'],
    [needs, 'need', 'needs'],
    [mails, 'message', 'messages'],
    [calls, 'call', 'calls'],
  ] as const
  const there = things.filter(([count]) => count > 0)
  if (there.length === 0) return undefined
  return listed(there.map(([count, one, many]) => counted(count, one, many)))
}

function movedWords({ kept, merged, places, counts }: Both): string {
  const things = thingsOf(places.merged.length, counts.merged)
  const to = `the record of ${kept.person.name} that stays`
  return things === undefined
    ? `The record of ${merged.person.name} becomes part of ${to}.`
    : `Everything from the other record goes to ${to}: ${things}.`
}

function doubledWords({ places }: Both): string[] {
  return doubledPlaces(places.kept, places.merged).map(({ stays, ends }) => {
    const [better, worse] = [stays, ends].map(({ status }) => `“${statusWords[status].text}”`)
    const free =
      ends.status === 'confirmed' ? ' The place that is free then goes to the next person in line.' : ''
    return better === worse
      ? `Both are on ${stays.title}. Of the two, the earlier one stays.${free}`
      : `Both are on ${stays.title}. ${better} stays, and ${worse} ends.${free}`
  })
}

function detailWords({ kept, merged }: Both, choices: Choices): string[] {
  const { kept: change } = mergedDetails(kept.person, merged.person, choices)
  const { phone, postal_address, what_helps } = kept.person
  return [
    ...(phone === null && change.phone ? [`The phone number ${change.phone} is added.`] : []),
    ...(postal_address === '' && change.postal_address ? ['The postal address is added.'] : []),
    ...(what_helps !== change.what_helps ? ['What helps them, from the other record, is added.'] : []),
  ]
}

function roleSentence({ kept, merged }: Both): string[] {
  const added = merged.roles.filter((role) => !kept.roles.includes(role))
  if (added.length === 0) return []
  return [`They also get the role of ${listed(added.map((role) => roleWords[role].text.toLowerCase()))}.`]
}

function signInWords({ kept, merged }: Both): string[] {
  const unsure =
    merged.person.email !== null && !hasConfirmedEmail(merged.person)
      ? [`Nobody has confirmed ${merged.person.email}, so it is not taken over.`]
      : []
  const both = kept.person.email !== null && merged.person.email !== null
  const one = both ? ['They sign in with the one email address that stays. The other no longer works.'] : []
  const ended = isUnproven(merged)
    ? [
        'No way in comes with the other record: its password opens nothing. Its calendar link and its single sign-on end, if it has them. Undoing this does not bring them back.',
      ]
    : []
  return [...unsure, ...one, ...ended]
}

function calendarWords({ places, merged }: Both): string[] {
  const booked = places.merged.some(({ status }) => status === 'confirmed')
  return booked && merged.person.email !== null
    ? [`Dates that were sent to ${merged.person.email} are taken out of that calendar, and sent anew.`]
    : []
}
