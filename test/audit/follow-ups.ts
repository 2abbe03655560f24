// How the rules of what follows a missed class are broken on purpose.
import type { Breaking } from './support.ts'

const holds = 'Whoever missed a class without a word and stays on the course is to be called, or was'
/** Rows that no trigger of ours has seen. */
const marked = (enrolmentId: string, mark: string) => `
  update attendance set mark = '${mark}', marked_at = now(), means = 'page',
    marked_by = (select person_id from enrolment where id = '${enrolmentId}')
  where enrolment_id = '${enrolmentId}';`

export const followUpBreakings: [string, Breaking][] = [
  [
    'somebody who was missed and whom nobody is to call',
    {
      holds,
      how: ({ confirmed }) => marked(confirmed.enrolmentId, 'no-word'),
      names: ({ confirmed }) => [confirmed.enrolmentId, 'was missed, and nobody is to call'],
    },
  ],
  [
    'a call to somebody who came',
    {
      holds,
      how: ({ confirmed }) => `${marked(confirmed.enrolmentId, 'late')}
        insert into follow_up (session_id, enrolment_id, opened_at)
          select session_id, enrolment_id, now() from attendance where enrolment_id = '${confirmed.enrolmentId}'`,
      names: ({ confirmed }) => [confirmed.enrolmentId, 'was not missed'],
    },
  ],
  [
    'a text message without a job',
    {
      holds: 'Every text message still to be sent has a job that will send it',
      how: ({ confirmed }) => `insert into text_message (person_id, template, to_number, body, created_at)
        select person_id, 'registers/reminder', '+447400123456', 'See you', now()
        from enrolment where id = '${confirmed.enrolmentId}'`,
      names: () => ['text message', 'no job will send it'],
    },
  ],
]
