// Every kind of problem the files alone can show, each as an administrator would read it.
import { type Cells, problemsOf } from './support.ts'

interface Case {
  rows: Cells[]
  sessions?: Cells[]
  shiftWeeks?: number
  says: (string | RegExp)[]
}

const taught = { peer_trainer_email: 'ana@example.org' }
const weekly = { sessions: '2', interval_weeks: '1' }

const cases: Record<string, Case> = {
  'a run that says nothing wrong': { rows: [{}], says: [] },
  'weekday and date that disagree': {
    rows: [{ first_date: '2027-03-01', weekday: 'Tuesday' }],
    says: [
      'error 2 weekday: 1 March 2027 is a Monday, but the file says Tuesday. Correct the date or the weekday.',
    ],
  },
  'a weekday that is none': {
    rows: [{ weekday: 'Mon/Wed' }],
    says: [/^error 2 weekday: "Mon\/Wed" is not a day/],
  },
  'an end before the start': {
    rows: [{ start_time: '14:00', end_time: '12:00' }],
    says: ['error 2 end_time: It ends at 12:00, before it starts at 14:00.'],
  },
  'an end at the start': {
    rows: [{ start_time: '14:00', end_time: '2pm' }],
    says: ['error 2 end_time: It ends at 14:00, the moment it starts.'],
  },
  'an afternoon written like the night': {
    rows: [{ start_time: '1.30', end_time: '3.30' }],
    says: ['warning 2 start_time: It starts at 01:30, at night. If the afternoon is meant, write 13:30.'],
  },
  'a bad date, a bad time and a bad number, all at once': {
    rows: [{ first_date: '31/4/2026', start_time: 'ten', sessions: 'many', capacity: '12.5' }],
    says: [
      /first_date: "31\/4\/2026"/,
      /start_time: "ten"/,
      /sessions: "many"/,
      /capacity: "12.5" is not a whole/,
    ],
  },
  'no places at all': { rows: [{ capacity: '0' }], says: [/^warning 2 capacity: With 0 places nobody/] },
  'an unknown delivery mode': {
    rows: [{ delivery_mode: 'Blended' }],
    says: [/^error 2 delivery_mode: "Blended"/],
  },
  'empty cells that cannot be': {
    rows: [
      { course_title: '' },
      { delivery_mode: '' },
      { venue: '' },
      { first_date: '' },
      { start_time: '' },
    ],
    says: [
      'error 2 course_title: The course has no title.',
      'error 3 delivery_mode: Write "In person" or "Online".',
      'error 4 venue: A run that meets in person needs a venue.',
      /^error 5 first_date: The run has no first date/,
      /^error 6 start_time: The run has no start time/,
    ],
  },
  'a title, an audience and another column that are too long': {
    rows: [{ course_title: 'x'.repeat(201), audience: 'x'.repeat(501), colour: 'x'.repeat(2001) }],
    says: [
      'error 2 course_title: The text is 201 characters long; at most 200 can be kept.',
      /^error 2 audience: The text is 501/,
      /^error 2 colour: The text is 2001/,
    ],
  },
  'the same run twice, however it is spelled': {
    rows: [
      { weekday: 'Mon' },
      { course_title: 'MOVIE  club', delivery_mode: 'in-person', start_time: '10am' },
    ],
    says: [/^error 3 course_title: This is the same run as line 2\./],
  },
  'the same run at another time is another run': {
    rows: [{}, { start_time: '13:00', end_time: '15:00' }],
    says: [],
  },
  'a code used twice in one term': {
    rows: [
      { term: 'Autumn', run_code: 'A1' },
      { term: 'Autumn', run_code: 'A1', first_date: '2026-10-06' },
      { term: 'Spring', run_code: 'A1', first_date: '2026-10-07' },
    ],
    says: [/^error 3 run_code: The code A1 is already used on line 2/],
  },
  'two in one room at once': {
    rows: [
      { room: 'Room 1' },
      { course_title: 'Music', room: 'room 1', start_time: '11:59', end_time: '13:00' },
      { course_title: 'Art', room: 'Room 2', start_time: '11:59', end_time: '13:00' },
      { course_title: 'Walks', room: 'Room 1', start_time: '13:00', end_time: '14:00' },
    ],
    says: [
      'error 3 room: room 1 at Town Hall is already used on 5 October 2026 at that time by "Movie Club" (line 2).',
    ],
  },
  'two at a venue without a room, as a college with many rooms has it': {
    rows: [{}, { course_title: 'Music' }],
    says: [],
  },
  'a room that is only taken because an end is assumed': {
    rows: [
      { room: 'A', end_time: '' },
      { course_title: 'Music', room: 'A', start_time: '11:30', end_time: '13:00' },
    ],
    says: [/^error 3 room: .*\(line 2\), whose end is only assumed: give it an end time\.$/],
  },
  'one trainer in two places': {
    rows: [taught, { ...taught, course_title: 'Music', start_time: '11:00', end_time: '13:00' }],
    says: [
      'error 3 peer_trainer_email: ana@example.org is already teaching on 5 October 2026 at that time by "Movie Club" (line 2).',
    ],
  },
  'one person as both trainers of a run': {
    rows: [{ ...taught, professional_trainer_email: 'Ana@example.org' }],
    says: [/^error 2 professional_trainer_email: ana@example.org is named both/],
  },
  'a few dates in the past, each by its line': {
    rows: [{ first_date: '2025-10-06' }, {}],
    says: ['warning 2 first_date: The run begins on 6 October 2025, which is in the past.'],
  },
  'a whole file in the past, once': {
    rows: [{ first_date: '2025-10-06' }, { first_date: '2025-10-07' }],
    says: [/^warning - first_date: All 2 runs begin in the past\. .* move every date by some weeks\.$/],
  },
  'a file in the past that is moved to come': {
    rows: [{ first_date: '2025-10-06' }, { first_date: '2025-10-07' }],
    shiftWeeks: 52,
    says: [],
  },
  'a time the clock jumps over in spring': {
    rows: [{ first_date: '2027-03-28', start_time: '01:30', end_time: '03:30' }],
    says: [
      /^warning 2 start_time: It starts at 01:30/,
      /^error 2 start_time: On 28 March 2027 the clocks go forward/,
    ],
  },
  'one venue for a place and for a meeting online': {
    rows: [{}, { course_title: 'Music', delivery_mode: 'Online' }],
    says: [/^warning 3 venue: "Town Hall" is used online here, but in person on line 2/],
  },
  'one course described in two ways': {
    rows: [{ summary: 'Films.' }, { summary: 'Films, with tea.', start_time: '13:00', end_time: '14:00' }],
    says: [/^warning 3 summary: The text differs from line 2 on 1 line \(3\)/],
  },
  'more dates than sessions': {
    rows: [{ ...weekly }],
    sessions: ['2026-10-05', '2026-10-12', '2026-10-19'].map((date) => ({ line: '2', date })),
    says: [
      'warning 2 sessions: The run is said to have 2 sessions, but sessions.csv gives 3 dates: 5 October 2026, 12 October 2026 and 19 October 2026. The dates are followed: check which is right.',
    ],
  },
  'a first session on another day and at another time': {
    rows: [{}],
    sessions: [{ line: '2', date: '2026-10-06', start_time: '11:00' }],
    says: [
      /^warning 2 first_date: The run is said to begin on 5 October 2026, but its first session is on 6 October/,
      /^warning 2 start_time: The run is said to start at 10:00, but its first session starts at 11:00/,
    ],
  },
  'a weekly run that leaves out a holiday': {
    rows: [{ ...weekly }],
    sessions: [
      { line: '2', date: '2026-10-05' },
      { line: '2', date: '2026-10-19' },
    ],
    says: [],
  },
  'a weekly run with a session on another weekday': {
    rows: [{ ...weekly }],
    sessions: [
      { line: '2', date: '2026-10-05' },
      { line: '2', date: '2026-10-13' },
    ],
    says: [/^warning 2 interval_weeks: The run is said to meet every week, but 13 October 2026 does not fit/],
  },
  'session numbers that go against the dates': {
    rows: [{ sessions: '2' }],
    sessions: [
      { line: '2', date: '2026-10-12', session_no: '1' },
      { line: '2', date: '2026-10-05', session_no: '2' },
    ],
    says: [/^warning 2 session_no: Session 1 is dated after a session with a higher number/],
  },
  'a session taught otherwise than its run': {
    rows: [{}],
    sessions: [{ line: '2', date: '2026-10-05', delivery_mode: 'Online', venue: 'Video call' }],
    says: [/^warning 2 delivery_mode: This session is online, but its run is in person \(line 2\)/],
  },
  'a session at another venue, and one online, of a run in a room': {
    rows: [
      { room: 'A', sessions: '3' },
      { course_title: 'Music', room: 'A', first_date: '2026-10-12' },
    ],
    sessions: [
      { line: '2', date: '2026-10-05', venue: 'TOWN HALL' },
      { line: '2', date: '2026-10-12', venue: 'The park' },
      { line: '2', date: '2026-10-19', delivery_mode: 'Online' },
    ],
    says: [/^warning 4 delivery_mode: This session is online, but its run is in person/],
  },
  'a term that is well under way': {
    rows: Array.from({ length: 60 }, (_, index) => ({
      course_title: `Course ${index}`,
      first_date: index < 52 ? '2026-08-31' : '2026-10-05',
    })),
    says: [/^warning - first_date: 52 of the 60 runs begin in the past: lines 2, 3, .*, 51 and 2 more\.$/],
  },
  'a run that meets twice at once': {
    rows: [{ sessions: '2' }],
    sessions: [
      { line: '2', date: '2026-10-05' },
      { line: '2', date: '2026-10-05', start_time: '11:00', end_time: '13:00' },
    ],
    says: ['error 3 date: The run meets twice at once on 5 October 2026: see also line 2.'],
  },
  'a remark in the file of sessions': {
    rows: [{}],
    sessions: [{ line: '2', date: '2026-10-05', note: 'perhaps on Tuesday' }],
    says: [/^warning 2 note: The file remarks: "perhaps on Tuesday"/],
  },
  'letters that were lost before the file came to us, in each column with one': {
    rows: [{ venue: 'Caf\ufffd', room: 'Green Room', 'Seen by': 'Ren\ufffd' }],
    says: [/^error 2 venue: A letter could not be read.*"CSV UTF-8"/, /^error 2 Seen by: A letter could not/],
  },
  'a column whose name has lost a letter': {
    rows: [{ 'Caf\ufffd': 'yes' }],
    says: [/^error 1 Caf\ufffd: A letter could not be read/],
  },
  'a session whose weekday is wrong and one without a date': {
    rows: [{ sessions: '1' }],
    sessions: [
      { line: '2', date: '2026-10-05', weekday: 'Friday' },
      { line: '2', date: '' },
    ],
    says: [/^error 2 weekday: 5 October 2026 is a Monday/, 'error 3 date: The session has no date.'],
  },
}

test.each(Object.entries(cases))('%s', (_, { rows, sessions, shiftWeeks, says }) => {
  const found = problemsOf(rows, sessions, shiftWeeks)
  expect(found).toEqual(
    says.map((words) => (typeof words === 'string' ? words : (expect.stringMatching(words) as string))),
  )
})
