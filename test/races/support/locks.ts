// The negative control of every race: the same race with a lock taken out. Product code has no switch for it; a test
// file puts these in the place of the real query modules, which they call unless a lock is out.
import type * as Enrolment from '../../../src/enrolment/queries.ts'
import type * as Scheduling from '../../../src/scheduling/queries.ts'
import type * as WaitingList from '../../../src/waiting-list/queries.ts'

type Lock = 'run' | 'enrolment' | 'offer' | 'person'

const out = new Set<Lock>()

/** Does the work while these locks are not taken: rows are read as anybody would read them. */
export async function withoutLocks<Result>(locks: Lock[], work: () => Promise<Result>): Promise<Result> {
  for (const lock of locks) out.add(lock)
  try {
    return await work()
  } finally {
    out.clear()
  }
}

export function schedulingQueries(): typeof Scheduling {
  const real = jest.requireActual<typeof Scheduling>('../../../src/scheduling/queries.ts')
  return { ...real, lockRun: (tx, id) => (out.has('run') ? real.findRun(tx, id) : real.lockRun(tx, id)) }
}

export function enrolmentQueries(): typeof Enrolment {
  const real = jest.requireActual<typeof Enrolment>('../../../src/enrolment/queries.ts')
  return {
    ...real,
    lockEnrolment: (tx, id) =>
      out.has('enrolment') ? real.findEnrolment(tx, id) : real.lockEnrolment(tx, id),
    lockPerson: (tx, id) => (out.has('person') ? real.getPerson(tx, id) : real.lockPerson(tx, id)),
    lockPeople: (tx, ids) => (out.has('person') ? Promise.resolve() : real.lockPeople(tx, ids)),
  }
}

export function waitingListQueries(): typeof WaitingList {
  const real = jest.requireActual<typeof WaitingList>('../../../src/waiting-list/queries.ts')
  const { findOffer } = jest.requireActual<typeof Enrolment>('../../../src/enrolment/queries.ts')
  return {
    ...real,
    lockOffer: (tx, id) => (out.has('offer') ? findOffer(tx, id) : real.lockOffer(tx, id)),
  }
}
