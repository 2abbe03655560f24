import { type Cells, problemsOf } from './support.ts'

const art = { course_title: 'Art', run_code: 'ART1', sessions: '' }
const artAgain = { ...art, run_code: 'ART2', first_date: '2026-10-06' }
const music = { course_title: 'Music', first_date: '2026-10-07' }
const find = (session: Cells) => problemsOf([art, artAgain, music], [session])

test.each<[string, Cells]>([
  ['its line alone', { line: '2', date: '2026-10-05' }],
  ['its line by the longer name of the column', { prospectus_a_line: '4', date: '2026-10-07' }],
  ['its line and its title', { line: '4', course_title: 'music', date: '2026-10-07' }],
  ['a title only one run has', { course_title: 'Music', date: '2026-10-07' }],
  ['its title and run code', { course_title: 'ART', run_code: 'art2', date: '2026-10-06' }],
])('a session finds its run by %s', (_, session) => {
  expect(find(session)).toEqual([])
})

test.each<[string, Cells, RegExp]>([
  ['a line that is not there', { line: '9' }, /^error 2 line: The prospectus has no run on line 9\./],
  [
    'a title that is not the one on its line',
    { line: '2', course_title: 'Music' },
    /^error 2 course_title: Line 2 of the prospectus is "Art", but this session says "Music"\./,
  ],
  [
    'a code that is not the one on its line',
    { line: '2', run_code: 'ART2' },
    /^error 2 run_code: Line 2 of the prospectus has the code ART1, but this session says ART2\./,
  ],
  [
    'a title nobody has',
    { course_title: 'Dance' },
    /^error 2 course_title: The prospectus has no run called "Dance"\./,
  ],
  [
    'a title two runs have',
    { course_title: 'Art' },
    /^error 2 course_title: The prospectus has 2 runs called "Art": say which/,
  ],
  [
    'neither line nor title',
    { line: '', course_title: '' },
    /^error 2 course_title: The line does not say which run/,
  ],
  ['a line that is no number', { line: 'two' }, /^error 2 line: "two" is not a whole number/],
])('%s is an error', (_, session, words) => {
  expect(find({ ...session, date: '2026-10-05' })).toEqual([expect.stringMatching(words)])
})

test('sessions of a line that cannot be taken are not said to match nothing', () => {
  const found = problemsOf([{ ...art, delivery_mode: 'Hybrid' }, music], [{ line: '2', date: '2026-10-05' }])
  expect(found).toEqual([expect.stringMatching(/^error 2 delivery_mode/)])
})

test('a file of sessions that cannot say which run it means is one error', () => {
  expect(problemsOf([music], [{ date: '2026-10-07' }, { date: '2026-10-08' }])).toEqual([
    expect.stringMatching(/^error - -: The file does not say which run each session belongs to/),
  ])
})
