// Each rule is broken on purpose, by rows that no program of ours would write, and must be found.
import { testApp, type TestApp } from '../support/app.ts'
import { bookingRuleBreakings } from './booking-rules.ts'
import { followUpBreakings } from './follow-ups.ts'
import { registerBreakings } from './registers.ts'
import { auditOf, type Breaking, liveThrough, tamper } from './support.ts'
import { trainersInviteBreakings } from './trainers-invites.ts'

const college = testApp()

const breakings: [string, Breaking][] = [
  [
    'a run with fewer places than are taken',
    {
      holds: 'No run that is not over has more places taken than it has, unless the reason is recorded',
      how: ({ runId }) => `update run set capacity = 1 where id = '${runId}'`,
      names: ({ runId }) => [runId, '2 places are taken'],
    },
  ],
  [
    'a status that nobody gave',
    {
      holds: 'Every enrolment stands where the last line of its history left it',
      how: ({ waiting }) =>
        `update enrolment set status = 'requested' where id = '${waiting[1]!.enrolmentId}'`,
      names: ({ waiting }) => [waiting[1]!.enrolmentId, 'requested'],
    },
  ],
  ...bookingRuleBreakings,
  ...followUpBreakings,
  ...trainersInviteBreakings,
  ...registerBreakings,
  [
    'an enrolment without a history',
    {
      holds: 'Every enrolment stands where the last line of its history left it',
      how: ({ waiting }) => `delete from enrolment_event where enrolment_id = '${waiting[1]!.enrolmentId}'`,
      names: ({ waiting }) => [waiting[1]!.enrolmentId, 'no history'],
    },
  ],
  [
    'an end that was put off afterwards',
    {
      holds: 'The dates of every enrolment agree with its history',
      how: ({ withdrawn }) =>
        `update enrolment set ended_at = ended_at + interval '1 day' where id = '${withdrawn.enrolmentId}'`,
      names: ({ withdrawn }) => [withdrawn.enrolmentId, 'ended'],
    },
  ],
  [
    'a time of joining that was changed',
    {
      holds: 'The dates of every enrolment agree with its history',
      how: ({ waiting }) =>
        `update enrolment set joined_at = joined_at + interval '1 second' where id = '${waiting[1]!.enrolmentId}'`,
      names: ({ waiting }) => [waiting[1]!.enrolmentId, 'joined'],
    },
  ],
  [
    'someone skipped for a vacancy they never passed on',
    {
      holds: 'The dates of every enrolment agree with its history',
      how: ({ waiting }) =>
        `update enrolment set passed_at_vacancy = 0 where id = '${waiting[1]!.enrolmentId}'`,
      names: ({ waiting }) => [waiting[1]!.enrolmentId, 'skipped'],
    },
  ],
  [
    'a move that the table of states does not know',
    {
      holds: 'Every history is a path that the table of states allows',
      how: ({ withdrawn }) =>
        `update enrolment_event set action = 'complete' where enrolment_id = '${withdrawn.enrolmentId}' and action = 'withdraw'`,
      names: ({ withdrawn }) => [withdrawn.enrolmentId, 'complete'],
    },
  ],
  [
    'a move by someone who may not make it',
    {
      holds: 'Every history is a path that the table of states allows',
      how: ({ offered }) =>
        `update enrolment_event set actor = 'student' where enrolment_id = '${offered.enrolmentId}' and action = 'offer-place'`,
      names: ({ offered }) => [offered.enrolmentId, 'student'],
    },
  ],
  [
    'a history with a line missing in the middle',
    {
      holds: 'Every history is a path that the table of states allows',
      how: ({ offered }) =>
        `update enrolment_event set from_status = 'requested' where enrolment_id = '${offered.enrolmentId}' and action = 'offer-place'`,
      names: ({ offered }) => [offered.enrolmentId, 'requested'],
    },
  ],
  [
    'a history that begins in the middle',
    {
      holds: 'Every history is a path that the table of states allows',
      how: ({ waiting }) =>
        `update enrolment_event set from_status = 'lapsed', action = 'return' where enrolment_id = '${waiting[1]!.enrolmentId}'`,
      names: ({ waiting }) => [waiting[1]!.enrolmentId, 'began'],
    },
  ],
  [
    'an offered place without an offer',
    {
      holds: 'Everyone who is offered a place, and nobody else, has one open offer',
      how: ({ offered }) =>
        `update offer set status = 'passed', answered_at = offered_at where id = '${offered.offerId}'`,
      names: ({ offered }) => [offered.enrolmentId, '0 open offers'],
    },
  ],
  [
    'an offer to someone who only waits',
    {
      holds: 'Everyone who is offered a place, and nobody else, has one open offer',
      how: ({ runId, waiting }) => `insert into offer (enrolment_id, run_id, channel, offered_at, expires_at)
        values ('${waiting[0]!.enrolmentId}', '${runId}', 'email', now(), now() + interval '3 days')`,
      names: ({ waiting }) => [waiting[0]!.enrolmentId, '1 open offer'],
    },
  ],
  [
    'someone whose place in line was taken away by a later priority',
    {
      holds: 'Nobody was given a place before someone ahead of them in line',
      how: ({ waiting }) =>
        `update enrolment set priority_reason = 'Written in afterwards' where id = '${waiting[1]!.enrolmentId}'`,
      names: ({ waiting, offered }) => [waiting[1]!.enrolmentId, offered.enrolmentId],
    },
  ],
  [
    'a run that was called off without telling anybody',
    {
      holds:
        'Nobody is left on a run that is called off, unless they are told in a moment, and nobody waits or asks on one that has ended',
      how: ({ runId }) => `update run set status = 'cancelled' where id = '${runId}'`,
      names: ({ runId, waiting }) => [runId, waiting[1]!.enrolmentId],
    },
  ],
  [
    'somebody who waits for a run that has ended',
    {
      holds:
        'Nobody is left on a run that is called off, unless they are told in a moment, and nobody waits or asks on one that has ended',
      how: ({ runId }) => `update run set status = 'ended' where id = '${runId}'`,
      names: ({ runId, waiting }) => [runId, waiting[1]!.enrolmentId],
    },
  ],
  [
    'a confirmation that was never promised',
    {
      holds: 'Everyone with a place and an email address has a confirmation in the outbox',
      how: ({ confirmed }) =>
        `delete from mail where person_id = '${confirmed.personId}' and template = 'enrolment/place-confirmed'`,
      names: ({ confirmed }) => [confirmed.enrolmentId, confirmed.personId],
    },
  ],
  [
    'a place without invitations',
    {
      holds:
        'Everyone with a place, and nobody else, has the coming sessions of their runs in their calendar',
      how: ({ confirmed }) =>
        `update calendar_invite set status = 'cancelled' where person_id = '${confirmed.personId}'`,
      names: ({ confirmed, sessionIds }) => [confirmed.personId, sessionIds[0]!, 'is not in the calendar'],
    },
  ],
  [
    'an invitation that someone kept after withdrawing',
    {
      holds:
        'Everyone with a place, and nobody else, has the coming sessions of their runs in their calendar',
      how: ({ withdrawn }) =>
        `update calendar_invite set status = 'active' where person_id = '${withdrawn.personId}'`,
      names: ({ withdrawn, sessionIds }) => [withdrawn.personId, sessionIds[0]!, 'should not be'],
    },
  ],
  [
    'a session that was moved without telling anybody',
    {
      holds:
        'Everyone with a place, and nobody else, has the coming sessions of their runs in their calendar',
      how: ({ sessionIds }) => {
        const later = `set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'`
        return `update session ${later} where id = '${sessionIds[0]!}';
          update session_trainer ${later} where session_id = '${sessionIds[0]!}'`
      },
      names: ({ confirmed, sessionIds }) => [confirmed.personId, sessionIds[0]!, 'as it was once'],
    },
  ],
  [
    'a trainer whom a session forgot',
    {
      holds: 'Every trainer of a run is down for each of its sessions still to come',
      how: ({ trainerId, sessionIds }) =>
        `delete from session_trainer where person_id = '${trainerId}' and session_id = '${sessionIds[2]!}'`,
      names: ({ runId, trainerId, sessionIds }) => [runId, trainerId, sessionIds[2]!],
    },
  ],
  [
    'a published run that lost its peer trainer',
    {
      holds: 'Every published run has a peer and a professional trainer, or the reason why not is recorded',
      how: ({ trainerId, runId }) =>
        `delete from session_trainer where person_id = '${trainerId}' and run_id = '${runId}';
         delete from run_trainer where person_id = '${trainerId}' and run_id = '${runId}'`,
      names: ({ runId }) => [runId, 'professional'],
    },
  ],
  [
    'a calendar message that overtook the one before',
    {
      holds: 'No mail has overtaken another about the same calendar entry',
      how: ({ confirmed }) => `update mail set sent_at = sent_at + interval '1 minute'
        where person_id = '${confirmed.personId}' and template = 'enrolment/place-confirmed';
        update mail set sent_at = sent_at - interval '1 hour'
        where person_id = '${confirmed.personId}' and template <> 'enrolment/place-confirmed'`,
      names: () => ['went out before'],
    },
  ],
  [
    'a calendar message sent although the one before never was',
    {
      holds: 'No mail has overtaken another about the same calendar entry',
      how: ({ confirmed }) => `update mail set status = 'failed', sent_at = null
        where person_id = '${confirmed.personId}' and template = 'enrolment/place-confirmed'`,
      names: () => ['went out before'],
    },
  ],
  [
    'a mail that no job will send',
    {
      holds: 'Every mail that is still to be sent has a job that will send it, or waits for one before it',
      how: ({ offered }) =>
        `update mail set status = 'queued', sent_at = null where template = 'enrolment/place-offered'
         and person_id = (select person_id from enrolment where id = '${offered.enrolmentId}')`,
      names: () => ['no job will send it'],
    },
  ],
]

test.each(breakings)('the audit finds %s', async (_, { holds, how, names }) => {
  const app = college()
  const lived = await liveThrough(app)
  await tamper(app, how(lived))
  const broken = await auditOf(app)
  expect(broken.map((one) => one.holds)).toContain(holds)
  const { faults } = broken.find((one) => one.holds === holds)!
  for (const name of names(lived)) expect(faults.join('\n')).toContain(name)
})

test('the audit finds two live enrolments of one person on one run', async () => {
  const app = college()
  const { withdrawn, runId } = await liveThrough(app)
  await withoutIndex(app, async () => {
    await tamper(
      app,
      `insert into enrolment (run_id, person_id, status, joined_at)
       select run_id, person_id, 'waiting', now() from enrolment, generate_series(1, 2)
       where id = '${withdrawn.enrolmentId}'`,
    )
    const broken = await auditOf(app)
    const { faults } = broken.find(({ holds }) => holds === 'Nobody has two live enrolments on one run')!
    expect(faults).toEqual([expect.stringContaining(`run ${runId}, person ${withdrawn.personId}`)])
  })
})

/** The database itself refuses a second one: to see the audit find it, that must be taken away for a moment. */
async function withoutIndex(app: TestApp, work: () => Promise<void>): Promise<void> {
  await tamper(app, 'drop index one_live_enrolment_each')
  try {
    await work()
  } finally {
    await tamper(
      app,
      `delete from enrolment where confirmed_at is null and ended_at is null;
       create unique index one_live_enrolment_each on enrolment (run_id, person_id)
         where status in ('requested', 'waiting', 'offered', 'confirmed')`,
    )
  }
}
