// What came of enrolling somebody: what to tell them now, a question back, or why it could not be.
import { attendanceWords } from '../../catalogue/booking-words.ts'
import type { Moment } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { Run, SessionDetails } from '../../scheduling/queries.ts'
import { askedOf, comingDates, comingPlaces } from '../dates.ts'
import { overlapAccepted, overlapRows } from '../overlap-page.ts'
import { mustBeCalled, type Overlap } from '../rules.ts'
import { isLive } from '../states.ts'
import { statusWords } from '../words.ts'
import type { findToTell } from './queries.ts'
import { type Refusal, refusalFor, sayingFor } from './words.ts'

type ToTell = NonNullable<Awaited<ReturnType<typeof findToTell>>>

/** After enrolling: the words for the telephone, and whether anything else reaches the person. */
export function toldPage(enrolment: ToTell, run: Run, sessions: SessionDetails[], at: Moment) {
  const { status, name, person_id: id } = enrolment
  const dates = comingDates(sessions, at.now, at.timeZone)
  const canPutOnList = isLive(status) && status !== 'offered' && mustBeCalled(enrolment)
  return {
    title: statusWords[status].text,
    name,
    courseTitle: run.title,
    saying: [
      ...sayingFor(status, run.title, enrolment.rank),
      // What everybody else reads in their message.
      ...(status === 'confirmed' ? attendanceWords(askedOf(run, sessions, at.now)).map(aloud) : []),
    ],
    facts: [
      { key: dates.length === 1 ? 'When' : 'Dates', lines: dates },
      { key: 'Where', lines: comingPlaces(sessions, at.now) },
    ].filter(({ lines }) => lines.length > 0),
    pastRule: enrolment.rules_waived_reason ?? undefined,
    goesOut: whatGoesOut(enrolment),
    toBeTold: enrolment.to_be_told,
    callListHref: paths.adminCallList(),
    later: canPutOnList && !enrolment.to_be_told ? paths.adminTelling({ id: enrolment.id }) : undefined,
    agreementHref: enrolment.agreed ? undefined : paths.adminPersonAgreement({ id }),
    anotherHref: paths.adminPersonEnrolments({ id }),
    personHref: paths.adminPerson({ id }),
    runHref: paths.adminRun({ id: run.id }),
  }
}

function aloud(text: string): string {
  return `“${text}”`
}

function whatGoesOut({ email, name, preferred_contact: preferred }: ToTell): string {
  if (email === null)
    return `Nothing is sent: ${name} has no email address. When you have told them, nobody else needs to.`
  return preferred === 'email'
    ? `${name} also gets a message at ${email}.`
    : `${name} also gets a message at ${email}, though they would rather hear another way.`
}

interface Pressed {
  person: { id: string; name: string }
  run: Run
  from: 'person' | 'run'
}

function backTo({ person, run, from }: Pressed) {
  return from === 'run'
    ? { text: `Back to ${run.title}`, href: paths.adminRun({ id: run.id }) }
    : { text: `Back to ${person.name}`, href: paths.adminPerson({ id: person.id }) }
}

/** Two courses at one time: the question a student is asked online, for the office to ask. */
export function askOverlapPage(
  overlaps: Overlap[],
  pressed: Pressed & { said: { name: string; value: string }[] },
  at: Moment,
) {
  const { person, run, from } = pressed
  const has = overlaps.some(({ status }) => status === 'confirmed')
  return {
    title: `${person.name} ${has ? 'has' : 'asked for'} something else at that time`,
    courseTitle: run.title,
    dates: overlapRows(overlaps, at),
    action: paths.adminPersonEnrolments({ id: person.id }),
    hidden: [{ name: 'run', value: run.id }, { name: 'from', value: from }, overlapAccepted, ...pressed.said],
    instead: backTo(pressed),
  }
}

export function notEnrolledPage(refusal: Refusal, pressed: Pressed, timeZone: string) {
  const { person, run } = pressed
  const words = refusalFor(refusal, person.name, timeZone)
  return {
    title: words.heading,
    text: words.text,
    courseTitle: run.title,
    back: backTo(pressed),
    rolesHref: refusal.reason === 'not-a-student' ? paths.adminPersonRoles({ id: person.id }) : undefined,
    otherDates: `${paths.adminPersonEnrolments({ id: person.id })}?q=${encodeURIComponent(run.title)}`,
  }
}
