// Finding the other record, both side by side, and why not. Nothing is decided here.
import { alsoWords, foundPeople, type Found, waysToReach, whyLikely } from '../../accounts/people/pages.ts'
import type { Likely } from '../../accounts/people/search-queries.ts'
import { contactWords, rolesInWords } from '../../accounts/people/words.ts'
import type { Moment } from '../../lib/time.ts'
import { dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { statusWords } from '../words.ts'
import { type Choices, hasConfirmedEmail, type MergeRefusal, type Side, type Which } from './rules.ts'
import { type Both, type Counts, type Live, thingsOf, whatHappens } from './what-happens.ts'
import { refusalWords } from './words.ts'

/** Records that may be of the same person: before anybody searches, those that are like this one. */
export function findOtherPage(
  person: { id: string; name: string },
  records: { found: Found } | { likely: Likely[] },
  asked: string,
) {
  const rows = 'found' in records ? foundRows(records.found) : records.likely.map(likelyRow)
  const others = rows.filter(({ id }) => id !== person.id)
  return {
    title: `Merge the record of ${person.name} with another`,
    back: { href: paths.adminPerson({ id: person.id }), text: person.name },
    action: paths.adminPersonMerge({ id: person.id }),
    asked,
    more: 'found' in records ? foundPeople(records.found, asked).more : undefined,
    rows: others.map(({ id, ...row }) => ({ ...row, href: withOther(person.id, id) })),
  }
}

function foundRows({ people }: Found) {
  return people.map((one) => ({
    id: one.id,
    title: one.name,
    detail: [waysToReach(one), ...alsoWords(one.also)].join('. '),
    aside: rolesInWords(one.roles),
  }))
}

function likelyRow(one: Likely) {
  return { id: one.id, title: one.name, detail: waysToReach(one), aside: whyLikely(one) }
}

function withOther(id: string, other: string): string {
  return `${paths.adminPersonMerge({ id })}?with=${other}`
}

/** Both records, what will happen, and the choices there are. */
export function mergePage(both: Both, choices: Choices, form: Typed, at: Moment) {
  const { kept, merged } = both
  const [id, other] = [kept.person.id, merged.person.id]
  return {
    title: 'Merge two records of one person',
    back: { href: paths.adminPersonMerge({ id }), text: 'Choose another record' },
    action: paths.adminPersonMerge({ id }),
    other,
    sides: [
      { heading: 'This record stays', ...sideOf(kept, both.places.kept, both.counts.kept, at) },
      {
        heading: 'This one becomes part of it',
        ...sideOf(merged, both.places.merged, both.counts.merged, at),
      },
    ],
    swapHref: withOther(other, id),
    happens: whatHappens(both, choices),
    emailOptions: emailOptions(kept, merged, choices.email),
    contactOptions: twoOptions([kept.contactAt, merged.contactAt], choices.contact, at),
    supporterOptions: twoOptions([kept.supporterAt, merged.supporterAt], choices.supporter, at),
    insteadHref: paths.adminPerson({ id }),
    ...withErrors(form),
  }
}

function sideOf({ person, roles }: Side, places: Live[], counts: Counts, { timeZone }: Moment) {
  const confirmed = person.email_confirmed_at === null ? 'not confirmed' : 'confirmed'
  const things = thingsOf(0, counts)
  return {
    name: person.name,
    facts: [
      { key: 'Email', value: person.email === null ? 'None' : `${person.email}, ${confirmed}` },
      { key: 'Phone', value: person.phone ?? 'None' },
      { key: 'Would like to hear by', value: contactWords[person.preferred_contact].toLowerCase() },
      { key: 'May be here as', value: rolesInWords(roles) },
      {
        key: 'Courses now',
        lines:
          places.length === 0
            ? ['None']
            : places.map(({ title, status }) => `${title}: ${statusWords[status].text.toLowerCase()}`),
      },
      ...(things === undefined ? [] : [{ key: 'Also', value: things }]),
      { key: 'Here since', value: dayInWords(person.created_at, timeZone) },
    ],
  }
}

/** Only when there are two to choose from, and both can be chosen. */
function emailOptions(kept: Side, merged: Side, chosen: Which) {
  if (!hasConfirmedEmail(merged.person)) return undefined
  const [own, other] = [kept.person.email, merged.person.email]
  return [
    { value: 'kept', text: own ?? 'None', checked: chosen === 'kept' },
    { value: 'merged', text: other, checked: chosen === 'merged' },
  ]
}

function twoOptions([own, other]: (Date | null)[], chosen: Which, { timeZone }: Moment) {
  if (own === null || own === undefined || other === null || other === undefined) return undefined
  return [
    {
      value: 'kept',
      text: `The one on the record that stays, told on ${dayInWords(own, timeZone)}`,
      checked: chosen === 'kept',
    },
    {
      value: 'merged',
      text: `The one on the other record, told on ${dayInWords(other, timeZone)}`,
      checked: chosen === 'merged',
    },
  ]
}

function refusedPage(words: { heading: string; text: string }, personId: string, swapHref?: string) {
  return {
    title: words.heading,
    text: words.text,
    backHref: paths.adminPerson({ id: personId }),
    againHref: paths.adminPersonMerge({ id: personId }),
    swapHref,
  }
}

/** Where the other record is the one to keep, the page leads there. */
export function notMergedPage(refusal: MergeRefusal, personId: string, other: string) {
  const swap = keepTheOther.includes(refusal.reason)
  return refusedPage(refusalWords(refusal), personId, swap ? withOther(other, personId) : undefined)
}

const keepTheOther: readonly MergeRefusal['reason'][] = [
  'keep-the-staff-record',
  'keep-the-proven-record',
  'nobody-proven',
]

export function notUndonePage(words: { heading: string; text: string }, personId: string) {
  return { ...refusedPage(words, personId), againHref: undefined }
}
