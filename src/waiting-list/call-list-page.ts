import { addressWith } from '../lib/path.ts'
import type { Moment } from '../lib/time.ts'
import type { PreferredContact } from '../database/schema.ts'
import { overlapRows } from '../enrolment/overlap-page.ts'
import type { Overlap } from '../enrolment/rules.ts'
import { closingSoon } from '../accounts/retention/rules.ts'
import { telephone } from '../enrolment/staff-pages.ts'
import { counted, momentInWords } from '../lib/words.ts'
import type { MailContent } from '../mail/content.ts'
import { paths } from '../paths.ts'
import { peopleOnPage } from './call-list-order.ts'
import type { listNewsCalls, listOfferCalls } from './call-list-queries.ts'

type Offer = Awaited<ReturnType<typeof listOfferCalls>>[number] & { overlaps: Overlap[] }
type News = Awaited<ReturnType<typeof listNewsCalls>>[number]

/** Which part of the list is shown. */
export interface Shown {
  /** How many people there are to reach in all. */
  count: number
  /** Those on this page, in their order. */
  ids: string[]
  /** How many stand before them. */
  start: number
  /** Where this page and the next one begin, as `call-list-order.ts` has it. */
  after: string | undefined
  next: string | undefined
  /** Everybody at once, to print: nothing can be noted there. */
  isWhole: boolean
}

/** Whom to reach, each person once: how, what to ask or to tell them, and what they said. Whoever is soonest stands first. */
export function callListPage(shown: Shown, offers: Offer[], news: News[], at: Moment) {
  const things = [
    ...news.map((one) => ({ person: one, soonest: one.next_starts_at, thing: newsToTell(one, at.timeZone) })),
    ...offers.map((one) => ({ person: one, soonest: one.expires_at, thing: placeToOffer(one, at) })),
  ].sort((one, other) => timeOf(one.soonest) - timeOf(other.soonest))
  const people = new Map<string, ReturnType<typeof personOf> & { things: Thing[] }>()
  for (const { person, thing } of things) {
    const known = people.get(person.person_id) ?? { ...personOf(person), things: [] }
    known.things.push(thing)
    people.set(person.person_id, known)
  }
  return {
    title: 'Call list',
    back: { href: paths.admin(), text: 'Office' },
    count: counted(shown.count, 'person', 'people'),
    ...waysFrom(shown),
    isWhole: shown.isWhole,
    someOffers: offers.length > 0,
    people: shown.ids.flatMap((id) => people.get(id) ?? []),
    fromHere: [
      { name: 'from', value: 'call-list' },
      ...(shown.after === undefined ? [] : [{ name: 'after', value: shown.after }]),
    ],
    forPaper: true,
  }
}

/** The list from that place on. */
export function callListAddress(after: string | undefined): string {
  return addressWith(paths.adminCallList(), after === undefined ? {} : { after })
}

/** Which people of how many, and the ways to the others. Nothing when all of them fit on one page. */
function waysFrom({ count, ids, start, next, isWhole }: Shown) {
  if (isWhole) return { byHundredHref: paths.adminCallList() }
  if (count <= peopleOnPage) return {}
  return {
    part: `These are ${start + 1} to ${start + ids.length} of them, soonest first.`,
    topHref: start > 0 ? paths.adminCallList() : undefined,
    nextHref: next && callListAddress(next),
    nextText: `The next ${counted(Math.min(peopleOnPage, count - start - ids.length), 'person', 'people')}`,
    wholeHref: addressWith(paths.adminCallList(), { whole: 'yes' }),
  }
}

type Thing = ReturnType<typeof newsToTell> | ReturnType<typeof placeToOffer>

/** What has no date to come can wait for what has. */
function timeOf(moment: Date | null): number {
  return moment?.getTime() ?? Number.MAX_SAFE_INTEGER
}

function personOf(person: Offer | News) {
  return {
    labelId: `person-${person.person_id}`,
    name: person.name,
    contact: contactOf(person),
    address: person.preferred_contact === 'post' ? person.postal_address.split('\n').filter(Boolean) : [],
  }
}

/** How they would like to be reached, as far as the college knows how. */
function contactOf({ phone, email, preferred_contact: preferred }: Offer | News) {
  const call = phone === null ? undefined : { href: telephone(phone), text: phone }
  const ways: Record<PreferredContact, { words?: string; link?: typeof call }> = {
    phone: { link: call },
    text: {
      words: 'Prefers a text message:',
      link: call && { ...call, href: call.href.replace('tel:', 'sms:') },
    },
    post: { words: call ? 'Prefers a letter. There is a number too:' : 'Prefers a letter.', link: call },
    email: { link: call ?? (email === null ? undefined : { href: `mailto:${email}`, text: email }) },
  }
  return ways[preferred]
}

function newsToTell(call: News, timeZone: string) {
  const { heading, paragraphs, facts } = call.view as unknown as MailContent
  return {
    ...about(call, call.created_at, timeZone),
    heading,
    paragraphs,
    facts: facts.map(({ label, lines }) => ({ key: label, lines })),
    done: paths.adminCallDone({ id: call.id }),
    kept: call.template === closingSoon ? paths.adminCallKept({ id: call.id }) : undefined,
  }
}

function placeToOffer(offer: Offer, at: Moment) {
  return {
    ...about(offer, offer.offered_at, at.timeZone),
    heading: 'A place to offer',
    begins: offer.first_starts_at === null ? undefined : momentInWords(offer.first_starts_at, at.timeZone),
    atTheSameTime: overlapRows(offer.overlaps, at),
    accept: paths.adminAcceptance({ id: offer.id }),
    pass: paths.adminPass({ id: offer.id }),
    refuse: paths.adminRefusal({ id: offer.id }),
  }
}

function about({ id, run_id, title }: Offer | News, since: Date, timeZone: string) {
  return {
    thingId: `call-${id}`,
    courseTitle: title,
    runHref: run_id === null ? undefined : paths.adminRun({ id: run_id }),
    since: momentInWords(since, timeZone),
  }
}
