// How the rule of trainers' calendars is broken on purpose.
import type { Breaking } from './support.ts'

const holds =
  'Everyone who gives a published run, and nobody else, has the coming dates they give in their calendar'

export const trainersInviteBreakings: [string, Breaking][] = [
  [
    'a trainer of whose dates nobody told their calendar',
    {
      holds,
      how: ({ trainerId, runId }) =>
        `update calendar_invite set status = 'cancelled' where person_id = '${trainerId}';
         update run set updated_at = updated_at - interval '2 days' where id = '${runId}';
         update session set updated_at = updated_at - interval '2 days' where run_id = '${runId}'`,
      names: ({ trainerId, sessionIds }) => [trainerId, sessionIds[0]!, 'is not in the calendar'],
    },
  ],
  [
    'dates in the calendar of a trainer who does not give them any more',
    {
      holds,
      how: ({ trainerId, runId }) =>
        `delete from session_trainer where person_id = '${trainerId}' and run_id = '${runId}'`,
      names: ({ trainerId, sessionIds }) => [trainerId, sessionIds[0]!, 'should not be'],
    },
  ],
]
