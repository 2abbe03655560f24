import fc from 'fast-check'
import type { EnrolmentStatus, LiveStatus, Role } from '../../../src/database/schema.ts'
import type { Person } from '../../../src/enrolment/merging/person.ts'
import {
  type Choices,
  decideMerge,
  decideRestore,
  doubledPlaces,
  mergedDetails,
  type Side,
  type TrainerFacts,
  usualChoices,
} from '../../../src/enrolment/merging/rules.ts'
import {
  canBeReached,
  decideUndo,
  partedDetails,
  withoutAddress,
} from '../../../src/enrolment/merging/undo-rules.ts'

const at = new Date('2026-09-01T09:00:00Z')
const usual: Choices = { email: 'kept', contact: 'kept', supporter: 'kept' }
const noTrainers: TrainerFacts = { onlyPair: null, twoPlaces: null, comesAndGoes: null }

function person(id: string, change: Partial<Person> = {}): Person {
  return {
    id,
    name: id,
    email: `${id}@example.org`,
    email_confirmed_at: at,
    phone: null,
    preferred_contact: 'email',
    what_helps: '',
    neutral_calendar_titles: false,
    calendar_invitations: 'usual',
    created_at: at,
    postal_address: '',
    student_kind: null,
    claimed_email: null,
    registration_key: null,
    last_seen_at: null,
    closing_announced_at: null,
    erased_at: null,
    merged_into: null,
    best_time: '',
    reminders: true,
    ...change,
  }
}

function side(id: string, change: Partial<Side> & { details?: Partial<Person> } = {}): Side {
  const { details, ...rest } = change
  return {
    person: person(id, details),
    roles: ['student'],
    hasSignOn: false,
    isClosing: false,
    contactAt: null,
    supporterAt: null,
    ...rest,
  }
}

const staff = (id: string, role: Role = 'trainer') => side(id, { roles: [role] })
const nomail = { email: null, email_confirmed_at: null, preferred_contact: 'post' as const }

test.each([
  ['two students', side('a'), side('b'), undefined],
  ['one and the same', side('a'), side('a'), 'same-record'],
  ['one that is part of another', side('a'), side('b', { details: { merged_into: 'c' } }), 'merged-already'],
  [
    'into one that is part of another',
    side('a', { details: { merged_into: 'c' } }),
    side('b'),
    'merged-already',
  ],
  ['an account that is closed', side('a'), side('b', { isClosing: true }), 'closing'],
  ['into an account that is closed', side('a', { isClosing: true }), side('b'), 'closing'],
  ['two of the staff who sign in', staff('a'), staff('b', 'auditor'), 'two-staff'],
  ['one of the staff into a student', side('a'), staff('b', 'administrator'), 'keep-the-staff-record'],
  ['a student into one of the staff', staff('a'), side('b'), undefined],
  ['a trainer nobody signs in as', side('a'), side('b', { roles: ['trainer'], details: nomail }), undefined],
  [
    'a trainer who comes by single sign-on',
    side('a'),
    side('b', { roles: ['trainer'], hasSignOn: true, details: nomail }),
    'keep-the-staff-record',
  ],
  [
    'more than 2,000 letters of what helps',
    side('a', { details: { what_helps: 'a'.repeat(1000) } }),
    side('b', { details: { what_helps: 'b'.repeat(1000) } }),
    'too-much-help',
  ],
] as [string, Side, Side, string | undefined][])('%s', (_, kept, merged, reason) => {
  const decided = decideMerge({ kept, merged, trainers: noTrainers }, usual)
  expect(decided.ok ? undefined : decided.reason).toBe(reason)
})

test.each(Object.keys(noTrainers) as (keyof TrainerFacts)[])('trainers, %s: told of the course', (fact) => {
  const trainers = { ...noTrainers, [fact]: 'Walking' }
  const reason = fact.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const decided = decideMerge({ kept: side('a'), merged: side('b'), trainers }, usual)
  expect(decided).toEqual({ ok: false, reason, course: 'Walking' })
})

test('only an address that somebody has confirmed is taken over', () => {
  const choices = { ...usual, email: 'merged' as const }
  const unsure = side('b', { details: { email_confirmed_at: null } })
  const decided = decideMerge({ kept: side('a'), merged: unsure, trainers: noTrainers }, choices)
  expect(decided).toEqual({ ok: false, reason: 'email-not-confirmed' })
  expect(decideMerge({ kept: side('a'), merged: side('b'), trainers: noTrainers }, choices).ok).toBe(true)
})

test('unless chosen otherwise, the confirmed address stays, and what was told last', () => {
  const later = new Date(at.getTime() + 1)
  const kept = side('a', { details: { email_confirmed_at: null }, contactAt: at, supporterAt: later })
  const merged = side('b', { contactAt: later, supporterAt: at })
  expect(usualChoices(kept, merged)).toEqual({ email: 'merged', contact: 'merged', supporter: 'kept' })
  expect(usualChoices(merged, kept)).toEqual({ email: 'kept', contact: 'kept', supporter: 'merged' })
})

test('what the kept record has stays, and what it lacks is filled in', () => {
  const kept = person('a', { phone: '1', what_helps: 'Quiet' })
  const merged = person('b', {
    phone: '2',
    postal_address: 'Mill Lane',
    what_helps: 'Light',
    student_kind: 'public',
    best_time: 'After 2pm',
  })
  expect(mergedDetails(kept, merged, usual)).toEqual({
    kept: {
      phone: '1',
      postal_address: 'Mill Lane',
      student_kind: 'public',
      what_helps: 'Quiet\nLight',
      neutral_calendar_titles: false,
      best_time: 'After 2pm',
      reminders: true,
    },
    merged: { email: null, email_confirmed_at: null, claimed_email: 'b@example.org', merged_into: 'a' },
  })
  expect(mergedDetails(kept, merged, { ...usual, email: 'merged' }).kept).toMatchObject({
    email: 'b@example.org',
    email_confirmed_at: at,
    claimed_email: null,
  })
})

test('a calendar that others see stays as discreet as the more careful of the two', () => {
  const careful = person('b', { neutral_calendar_titles: true })
  expect(mergedDetails(person('a'), careful, usual).kept.neutral_calendar_titles).toBe(true)
})

test('whoever said on either record that they are not to be reminded is not', () => {
  const quiet = person('b', { reminders: false })
  expect(mergedDetails(person('a'), quiet, usual).kept.reminders).toBe(false)
  expect(mergedDetails(quiet, person('a'), usual).kept.reminders).toBe(false)
})

describe('of two places on one run', () => {
  const place = (status: EnrolmentStatus, change: object = {}) => ({
    id: 'one',
    run_id: 'run',
    status,
    priority_reason: null,
    joined_at: at,
    queue_number: 1,
    ...change,
  })
  const stays = (kept: ReturnType<typeof place>, merged: ReturnType<typeof place>) =>
    doubledPlaces([{ ...kept, id: 'kept' }], [{ ...merged, id: 'merged' }])[0]?.stays.id
  const earlier = { joined_at: new Date(at.getTime() - 1) }
  const order: LiveStatus[] = ['confirmed', 'offered', 'waiting', 'requested']
  const pairs = order.flatMap((better, index) =>
    order.slice(index + 1).map((worse) => [better, worse] as const),
  )

  test.each(pairs)('%s is better than %s, whoever came first', (better, worse) => {
    expect(stays(place(better), place(worse, earlier))).toBe('kept')
    expect(stays(place(worse, earlier), place(better))).toBe('merged')
  })

  test.each(order)('of two that are %s, the one that came first stays', (status) => {
    expect(stays(place(status), place(status, earlier))).toBe('merged')
    expect(stays(place(status, earlier), place(status))).toBe('kept')
    expect(stays(place(status, { queue_number: 2 }), place(status))).toBe('merged')
  })

  test('whoever is first in line by a decision of staff stays first', () => {
    expect(stays(place('waiting', earlier), place('waiting', { priority_reason: 'A first step' }))).toBe(
      'merged',
    )
  })

  test('places on different runs all stay', () => {
    expect(doubledPlaces([place('waiting')], [place('waiting', { run_id: 'other' })])).toEqual([])
  })
})

test.each([
  ['confirmed', {}, 'restore-place'],
  ['confirmed', { placeFree: false }, 'restore-waiting'],
  ['offered', {}, 'restore-waiting'],
  ['waiting', { placeFree: false }, 'restore-waiting'],
  ['requested', {}, 'restore-request'],
  ['waiting', { hasAnother: true }, undefined],
  ['confirmed', { runStatus: 'cancelled' }, undefined],
  ['requested', { runStatus: 'ended' }, undefined],
  ['waiting', { isDropIn: true }, undefined],
] as const)('somebody who was %s, and now %j, comes back by %s', (was, now, action) => {
  const usual = { runStatus: 'published', isDropIn: false, hasAnother: false, placeFree: true }
  expect(decideRestore(was, { ...usual, ...now })).toBe(action)
})

test('undoing begins with what was done last, is done once, and not for a closed account', () => {
  const facts = { undone: false, hasLater: false, isClosing: false }
  expect(decideUndo(facts)).toEqual({ ok: true })
  expect(decideUndo({ ...facts, undone: true, hasLater: true })).toEqual({
    ok: false,
    reason: 'undone-already',
  })
  expect(decideUndo({ ...facts, hasLater: true })).toEqual({ ok: false, reason: 'a-later-one-first' })
  expect(decideUndo({ ...facts, isClosing: true })).toEqual({ ok: false, reason: 'closing' })
})

test('only what still stands as the merge left it goes back', () => {
  const now = person('a', { phone: '3', postal_address: 'Mill Lane', email: 'c@example.org' })
  const changes = [
    { column: 'phone', was: null, became: '2' },
    { column: 'postal_address', was: '', became: 'Mill Lane' },
    { column: 'email', was: 'a@example.org', became: 'b@example.org' },
    { column: 'email_confirmed_at', was: null, became: at.toJSON() },
  ]
  expect(partedDetails(now, changes)).toEqual({ postal_address: '' })
  expect(partedDetails({ ...now, email: 'b@example.org' }, changes)).toEqual({
    postal_address: '',
    email: 'a@example.org',
    email_confirmed_at: null,
  })
})

test('an address that has another owner is noted as given, and counts as a way to be reached', () => {
  const back = withoutAddress({ email: 'a@example.org', merged_into: null })
  expect(back).toEqual({
    email: null,
    email_confirmed_at: null,
    claimed_email: 'a@example.org',
    merged_into: null,
  })
  expect(canBeReached(person('a'), back)).toBe(true)
  expect(canBeReached(person('a', { preferred_contact: 'phone', phone: '2' }), { phone: null })).toBe(false)
})

test('merged and taken apart with nothing between, each record is as it was', () => {
  const some = fc.option(fc.constantFrom('x', 'y', 'z'))
  const anyone = (id: string) =>
    fc
      .record({
        phone: some,
        help: some,
        address: some,
        mail: fc.boolean(),
        sure: fc.boolean(),
        neutral: fc.boolean(),
      })
      .map(({ phone, help, address, mail, sure, neutral }) =>
        person(id, {
          phone,
          what_helps: help ?? '',
          postal_address: address ?? '',
          neutral_calendar_titles: neutral,
          email: mail ? `${id}@example.org` : null,
          email_confirmed_at: mail && sure ? at : null,
        }),
      )
  fc.assert(
    fc.property(
      anyone('a'),
      anyone('b'),
      fc.constantFrom('kept' as const, 'merged' as const),
      (kept, merged, email) => {
        const changes = mergedDetails(kept, merged, { ...usual, email })
        for (const [before, change] of [
          [kept, changes.kept],
          [merged, changes.merged],
        ] as const) {
          const after = { ...before, ...change }
          const noted = Object.keys(change).map((column) => ({
            column,
            was: before[column as keyof Person],
            became: after[column as keyof Person],
          }))
          expect({ ...after, ...partedDetails(after, noted) }).toEqual(before)
        }
      },
    ),
  )
})
