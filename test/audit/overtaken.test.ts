import { findOvertakings, type QueueEvent, type QueueHistory } from '../../src/audit/overtaken.ts'
import type { EnrolmentStatus } from '../../src/database/schema.ts'

const noon = new Date('2026-09-01T12:00:00Z')
const minute = (number: number) => new Date(noon.getTime() + number * 60_000)

type Step = [
  who: string,
  at: number,
  action: string,
  from: EnrolmentStatus | null,
  to: EnrolmentStatus,
  late?: 'late',
]

/** People join in the order of the alphabet, a minute apart. */
function overtaken(steps: Step[], rest: Partial<QueueHistory> = {}): string[] {
  const events = steps.map(([who, at, action, from, to, late]): QueueEvent => {
    const number = who.charCodeAt(0)
    const queue = { joinedAt: minute(number - 1000), queueNumber: number }
    return { enrolmentId: who, at: minute(at), action, from, to, ...queue, late: late !== undefined }
  })
  const history = { events, priorities: [], withPriority: new Set<string>(), opened: [], ...rest }
  return findOvertakings(history).map(({ given, waiting }) => `${given} before ${waiting}`)
}

const annWaits: Step = ['a', 0, 'enrol', null, 'waiting']
const benWaits: Step = ['b', 1, 'enrol', null, 'waiting']
const benIsOffered: Step = ['b', 9, 'offer-place', 'waiting', 'offered']
const annIsOffered: Step = ['a', 2, 'offer-place', 'waiting', 'offered']
const annPasses: Step = ['a', 3, 'pass', 'offered', 'waiting']

test.each<[string, Step[]]>([
  ['an offer', [annWaits, benWaits, benIsOffered]],
  ['a place', [annWaits, benWaits, ['b', 9, 'give-place', 'waiting', 'confirmed']]],
  ['a place on joining', [annWaits, ['b', 1, 'enrol', null, 'confirmed']]],
  ['a place on approval', [annWaits, ['b', 1, 'give-place', 'requested', 'confirmed']]],
  ['a place after the offer lapsed', [annWaits, ['b', 9, 'accept', 'lapsed', 'confirmed']]],
  ['a place for a late yes', [annWaits, ['b', 9, 'accept', 'offered', 'confirmed', 'late']]],
])('%s for the second in line overtakes the first', (_, steps) => {
  expect(overtaken(steps)).toEqual(['b before a'])
})

test('a place for the first in line overtakes nobody, nor a yes in time', () => {
  expect(overtaken([annWaits, benWaits, annIsOffered, benIsOffered])).toEqual([])
  expect(overtaken([annWaits, ['b', 9, 'accept', 'offered', 'confirmed']])).toEqual([])
})

test('someone who said "not this time" is not overtaken by the next', () => {
  expect(overtaken([annWaits, benWaits, annIsOffered, annPasses, benIsOffered])).toEqual([])
})

test('someone who said "not this time" comes first again once a place is given back', () => {
  const freed: Step = ['z', 5, 'withdraw', 'confirmed', 'withdrawn']
  expect(overtaken([annWaits, benWaits, annIsOffered, annPasses, freed, benIsOffered])).toEqual([
    'b before a',
  ])
})

test('someone who said "not this time" comes first again once there are more places, or once they ask', () => {
  const steps = [annWaits, benWaits, annIsOffered, annPasses, benIsOffered]
  expect(overtaken(steps, { opened: [minute(5)] })).toEqual(['b before a'])
  expect(overtaken(steps, { opened: [minute(2)] })).toEqual([])
  const back: Step = ['a', 5, 'return', 'waiting', 'waiting']
  expect(overtaken([annWaits, benWaits, annIsOffered, annPasses, back, benIsOffered])).toEqual(['b before a'])
})

test('priority decides before the time of joining, from when it is given until it is taken back', () => {
  const steps = [annWaits, benWaits, benIsOffered]
  const given = { enrolmentId: 'b', at: minute(5), given: true }
  expect(overtaken(steps, { priorities: [given], withPriority: new Set('b') })).toEqual([])
  const back = { enrolmentId: 'b', at: minute(7), given: false }
  expect(overtaken(steps, { priorities: [given, back] })).toEqual(['b before a'])
  const annFirst = [annWaits, benWaits, annIsOffered]
  expect(overtaken(annFirst, { withPriority: new Set('b') })).toEqual(['a before b'])
  const later = { enrolmentId: 'b', at: minute(20), given: true }
  expect(overtaken(annFirst, { priorities: [later], withPriority: new Set('b') })).toEqual([])
})

test('two records of almost the same time prove nothing', () => {
  const steps = [annWaits, benWaits, annIsOffered, annPasses, benIsOffered]
  expect(overtaken(steps, { opened: [new Date(minute(9).getTime() - 500)] })).toEqual([])
  const given = { enrolmentId: 'b', at: new Date(minute(9).getTime() + 500), given: true }
  expect(overtaken([annWaits, benWaits, benIsOffered], { priorities: [given] })).toEqual([])
})
