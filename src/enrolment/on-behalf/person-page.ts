import type { findForOffice, listAcceptances } from '../../accounts/people/queries.ts'
import { contactWords, meansWords, rolesInWords } from '../../accounts/people/words.ts'
import type { Moment } from '../../lib/time.ts'
import { dayInWords, ordinal } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import { shortWhenOf } from '../dates.ts'
import type { listPrerequisitesMet } from '../booking-rules/queries.ts'
import type { listMergesInto } from '../merging/queries.ts'
import type { listOwn } from '../page-queries.ts'
import { telephone } from '../staff-pages.ts'
import { isLive } from '../states.ts'
import { statusWords } from '../words.ts'
import type { listOpenCalls } from './queries.ts'

type Person = NonNullable<Awaited<ReturnType<typeof findForOffice>>>
type Own = Awaited<ReturnType<typeof listOwn>>[number]

export interface PersonRows {
  person: Person
  own: Own[]
  sessions: SessionDetails[]
  calls: Awaited<ReturnType<typeof listOpenCalls>>
  acceptances: Awaited<ReturnType<typeof listAcceptances>>
  merged: Awaited<ReturnType<typeof listMergesInto>>
  doneBefore: Awaited<ReturnType<typeof listPrerequisitesMet>>
}

/** Somebody, as the office needs them on the telephone. What is sensitive stands on a page of its own. */
export function personPage(rows: PersonRows, at: Moment) {
  const { person, own, calls, acceptances } = rows
  const { id } = person
  const courses = own.map((one) => courseRow(one, rows.sessions, at))
  const still = courses.filter(({ isLive: stands }) => stands)
  return {
    title: person.name,
    back: { href: paths.adminPeople(), text: 'People' },
    contacts: contactsOf(person),
    facts: factsOf(person, at.timeZone),
    detailsHref: paths.adminPersonDetails({ id }),
    closing: person.closing,
    enrolHref:
      person.roles.includes('student') && !person.closing ? paths.adminPersonEnrolments({ id }) : undefined,
    live: still.sort((one, other) => one.soonest - other.soonest),
    attendanceHref: paths.adminPersonAttendance({ id }),
    past: courses.filter(({ isLive: stands }) => !stands).reverse(),
    calls: calls.map(({ subject, created_at, title }) => ({
      title: subject,
      href: paths.adminCallList(),
      detail: `${title === null ? 'Since' : `${title}, since`} ${dayInWords(created_at, at.timeZone)}`,
    })),
    agreements: acceptances.map((one) => agreementWords(one, at.timeZone)),
    agreementHref: paths.adminPersonAgreement({ id }),
    roles: rolesInWords(person.roles),
    rolesHref: paths.adminPersonRoles({ id }),
    askedEmail:
      person.asked_email === null || person.asked_email_at === null
        ? undefined
        : { address: person.asked_email, when: dayInWords(person.asked_email_at, at.timeZone) },
    doneBefore: doneBeforeRows(id, rows.doneBefore, at.timeZone),
    merged: mergedRows(rows.merged, at.timeZone),
    more: furtherPages(id),
    ...signingIn(person),
  }
}

function doneBeforeRows(personId: string, notes: PersonRows['doneBefore'], timeZone: string) {
  return notes.map(({ id, title, noted_at, noted_by }, index) => ({
    text: `${title}. Noted on ${dayInWords(noted_at, timeZone)} by ${noted_by}.`,
    removal: paths.adminPersonDoneBeforeRemoval({ id: personId }),
    hidden: [{ name: 'course', value: id }],
    describedby: `done-before-${index}`,
  }))
}

/** How they sign in, and what the office can do about it. */
function signingIn({ id, email, closing, has_password, has_second_factor, unproven }: Person) {
  const without = unproven ? claimed : noEmail
  const way = email === null ? without : has_password ? hasPassword : noPassword
  return {
    signIn: unproven && email !== null ? `${way} ${notConfirmed}` : way,
    signInMail: email === null || closing ? undefined : paths.adminPersonSignInMail({ id }),
    signOut: email === null ? undefined : paths.adminPersonSignOut({ id }),
    newCodes: has_second_factor ? paths.adminPersonNewCodes({ id }) : undefined,
  }
}

function furtherPages(id: string) {
  return [
    {
      href: paths.adminSensitive({ id }),
      text: 'What helps them, who supports them, and whom to call in an emergency',
    },
    { href: paths.adminPersonNeeds({ id }), text: 'What they need to take part' },
    { href: paths.adminPersonMerge({ id }), text: 'Merge with another record of the same person' },
    { href: paths.adminPersonData({ id }), text: 'Everything we keep, for somebody who asks' },
    { href: paths.adminPersonClosing({ id }), text: 'Close the account' },
  ]
}

/** Undoing begins with what was done last. */
function mergedRows(merged: PersonRows['merged'], timeZone: string) {
  return merged.map(({ id, name, by, merged_at }, index) => ({
    text: `${name}, on ${dayInWords(merged_at, timeZone)}, by ${by}.`,
    undo: index === 0 ? paths.adminMergeUndo({ id }) : undefined,
    describedby: `merged-${index}`,
  }))
}

const noEmail = 'They cannot sign in: they have no email address. They do not need to.'
const hasPassword = 'They can sign in with their email address and password.'
const noPassword = 'They have not chosen a password yet.'
const claimed =
  'They registered with an email address that is on another record already. If both are the same person, merge the two.'
const notConfirmed = 'Nobody has shown yet that the address is theirs.'

function contactsOf({ phone, email }: Person) {
  return [
    ...(phone === null ? [] : [{ text: phone, href: telephone(phone) }]),
    ...(email === null ? [] : [{ text: email, href: `mailto:${email}` }]),
  ]
}

function factsOf(person: Person, timeZone: string) {
  const address = person.postal_address.split('\n').filter(Boolean)
  return [
    { key: 'Would like to hear by', value: contactWords[person.preferred_contact].toLowerCase() },
    ...(address.length === 0 ? [] : [{ key: 'Postal address', lines: address }]),
    { key: 'Here since', value: dayInWords(person.created_at, timeZone) },
  ]
}

function courseRow(own: Own, sessions: SessionDetails[], at: Moment) {
  const planned = sessions.filter(({ run_id, status }) => run_id === own.run_id && status === 'planned')
  const next = planned.find(({ ends_at }) => ends_at > at.now) ?? planned[0]
  const status = statusWords[own.status]
  return {
    isLive: isLive(own.status),
    /** What has no date left comes last. */
    soonest: next?.starts_at.getTime() ?? Number.MAX_SAFE_INTEGER,
    when: next === undefined ? undefined : shortWhenOf(next, at),
    title: own.title,
    href: paths.adminRun({ id: own.run_id }),
    tags: [
      own.status === 'waiting' ? { ...status, text: `${status.text}: ${ordinal(own.rank)} in line` } : status,
    ],
  }
}

function agreementWords(one: PersonRows['acceptances'][number], timeZone: string): string {
  const by = one.recorded_by === null ? '' : `, noted by ${one.recorded_by}`
  return `${one.title}, version ${one.version}: ${meansWords[one.means]}, on ${dayInWords(one.accepted_at, timeZone)}${by}.`
}
