// How what follows from the registers is broken on purpose.
import type { Breaking } from './support.ts'

export const registerBreakings: [string, Breaking][] = [
  [
    'somebody who is missing in a register',
    {
      holds: 'Everyone with a place is in the register of each class of it',
      how: ({ confirmed }) => `delete from attendance where enrolment_id = '${confirmed.enrolmentId}'`,
      names: ({ confirmed, sessionIds }) => [confirmed.enrolmentId, sessionIds[0]!],
    },
  ],
  [
    'somebody who stands in a register twice',
    {
      holds: 'Whoever has several rows in one register has one line in it',
      // Two places that they left, between which nothing decides: their number was drawn twice.
      how: ({ withdrawn, sessionIds }) => `
        insert into enrolment (run_id, person_id, status, joined_at, ended_at, queue_number)
          overriding system value
          select run_id, person_id, status, joined_at, ended_at, queue_number from enrolment
          where id = '${withdrawn.enrolmentId}';
        insert into attendance (session_id, enrolment_id, run_id)
          select '${sessionIds[0]!}', id, run_id from enrolment where person_id = '${withdrawn.personId}'`,
      names: ({ withdrawn, sessionIds }) => [
        withdrawn.personId,
        sessionIds[0]!,
        '2 lines stand for them, of 2 rows',
      ],
    },
  ],
  [
    'a mark that nobody made',
    {
      holds: 'Each mark is what was last said',
      how: ({ confirmed, trainerId }) => `
        update attendance set mark = 'present', marked_at = now(), means = 'page', marked_by = '${trainerId}'
        where enrolment_id = '${confirmed.enrolmentId}'`,
      names: ({ confirmed }) => [confirmed.enrolmentId, 'marked "present", and last said was ""'],
    },
  ],
  [
    'somebody who came to every class of a run that is over, and did not complete it',
    {
      holds: 'Whoever completed a course that is over did so by its registers, or somebody decided it',
      how: ({ runId, confirmed, trainerId }) => `
        update run set status = 'ended' where id = '${runId}';
        insert into attendance_event (session_id, enrolment_id, at, by_id, means, to_mark)
          select session_id, enrolment_id, now(), '${trainerId}', 'page', 'present' from attendance;
        update attendance set mark = 'present', marked_at = now(), means = 'page', marked_by = '${trainerId}';
        update enrolment set status = 'not-completed', ended_at = now() where id = '${confirmed.enrolmentId}'`,
      names: ({ confirmed }) => [
        confirmed.enrolmentId,
        'is "not-completed", and came to 3 of 3: "completed"',
      ],
    },
  ],
  [
    'somebody who completed a course, without a certificate',
    {
      holds: 'Whoever completed a course has a certificate, and nobody who never did',
      how: ({ confirmed }) =>
        `update enrolment set status = 'completed', ended_at = now() where id = '${confirmed.enrolmentId}'`,
      names: ({ confirmed }) => [confirmed.enrolmentId, 'without a certificate'],
    },
  ],
  [
    'a certificate for nothing',
    {
      holds: 'Whoever completed a course has a certificate, and nobody who never did',
      how: ({ confirmed }) =>
        `insert into certificate values ('${confirmed.enrolmentId}', '2222333344445555', now())`,
      names: ({ confirmed }) => [confirmed.enrolmentId, 'never completed'],
    },
  ],
]
