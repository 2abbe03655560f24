// How the rules of booking are broken on purpose.
import type { Breaking } from './support.ts'

export const bookingRuleBreakings: [string, Breaking][] = [
  [
    'somebody on a drop-in',
    {
      holds: 'Nobody has a place on a drop-in, or hopes for one',
      how: ({ runId }) => `update run set drop_in = true where id = '${runId}'`,
      names: ({ runId, confirmed }) => [runId, confirmed.enrolmentId],
    },
  ],
  [
    'somebody past the limit of a term, and nobody says why',
    {
      holds: 'Nobody was let past the most courses of a term, unless the reason is recorded',
      how: ({ runId, confirmed }) => `
        insert into term (name, slug, starts_on, ends_on, most_courses)
          values ('Short', 'short', '2026-09-01', '2026-12-18', 1);
        update run set term_id = (select id from term where slug = 'short') where id = '${runId}';
        insert into run (course_id, term_id, mode, created_at, updated_at)
          select course_id, term_id, mode, created_at, updated_at from run where id = '${runId}';
        insert into enrolment (run_id, person_id, status, joined_at)
          select other.id, enrolment.person_id, 'waiting', enrolment.joined_at + interval '1 day'
          from enrolment, run other
          where enrolment.id = '${confirmed.enrolmentId}' and other.id <> '${runId}' and other.term_id is not null`,
      names: ({ confirmed }) => [confirmed.personId, 'makes it 2, and the most is 1'],
    },
  ],
]
