// What needs no database: short sentences, colours, and what a picture file is.
import { decideColour } from '../../../src/catalogue/prospectus/cover/rules.ts'
import { goesOver } from '../../../src/catalogue/prospectus/pdf/blocks.ts'
import { easyReadOf } from '../../../src/catalogue/prospectus/easy-read.ts'
import { courseEntry } from '../../../src/catalogue/prospectus/entry.ts'
import { queryOf, readPrint } from '../../../src/catalogue/prospectus/forms.ts'
import { firstCover } from '../../../src/catalogue/prospectus/cover/rules.ts'
import { readPicture } from '../../../src/catalogue/pictures/read-picture.ts'
import { aCourse, aRun, aSession, moment } from '../rows.ts'
import { aJpeg, aPng } from './support/pictures.ts'

test.each([
  ['all of it fits', { own: 10, follows: 30 }, 40, false],
  ['it fits, and enough goes over', { own: 10, follows: 60 }, 40, false],
  ['it fits, and a scrap would go over', { own: 10, follows: 20 }, 20, true],
  ['it does not fit', { own: 30, follows: 0 }, 20, true],
  ['it fits on no page', { own: 130, follows: 50 }, 20, false],
])('a block goes over to the next page or not: %s', (_, heights, left, over) => {
  expect(goesOver(heights, { left, whole: 100, scrap: 25 })).toBe(over)
})

test('easy read has what the college supplied, then the facts, one idea on a line', () => {
  const one = aRun({ audience: 'carers', code: 'S1' })
  const words = {
    whatToExpect: '',
    whoItIsFor: '',
    easyRead: 'We talk about sleep.\n\nYou can listen.',
    needs: [],
    picture: undefined,
  }
  const trainers = new Map([[one.id, [{ name: 'Amal', expertise: 'lived' as const }]]])
  const about = { words, trainers, baseUrl: 'http://x' }
  expect(easyReadOf(courseEntry(aCourse({ runs: [one] }), about, moment))).toEqual({
    lines: ['We talk about sleep.', 'You can listen.'],
    groups: [
      {
        name: undefined,
        lines: [
          'It is on Tuesday 10 March.',
          'It starts at 10am.',
          'It ends at midday.',
          'The place is: Library.',
          'Amal is a peer trainer.',
          'Professional trainer to be announced.',
          'It is for: carers.',
          'The course code is S1.',
        ],
      },
    ],
  })
})

test('easy read of a course with several runs says to choose, and gives each date a line', () => {
  const sessions = [aSession('2026-03-10T10:00:00Z'), aSession('2026-03-17T10:00:00Z', { endAssumed: true })]
  const course = aCourse({ runs: [aRun({ sessions, mode: 'online' }), aRun()] })
  const { lines, groups } = easyReadOf(
    courseEntry(course, { words: undefined, trainers: new Map(), baseUrl: '' }, moment),
  )
  expect(lines).toEqual(['There are 2 groups.', 'You choose one.'])
  expect(groups.map(({ name }) => name)).toEqual(['Group 1', 'Group 2'])
  expect(groups[0]?.lines.slice(0, 4)).toEqual([
    'You come 2 times.',
    'Tuesday 10 March, 10am to midday.',
    'Tuesday 17 March, 10am (end time to be confirmed).',
    'It is online.',
  ])
})

test.each([
  ['#0f5558', true],
  ['#767676', true],
  ['#777777', 'too-pale'],
  ['#ffffff', 'too-pale'],
  ['#ffd23f', 'too-pale'],
  ['red', 'not-a-colour'],
  ['#12345', 'not-a-colour'],
  ['#12345g', 'not-a-colour'],
])('a colour must be readable on white, and white on it: %s', (colour, expected) => {
  const decided = decideColour(colour)
  expect(decided.ok || decided.reason).toBe(expected)
})

test('the colours that come with the product are among those', () => {
  expect([firstCover.colour, firstCover.accent].map((colour) => decideColour(colour).ok)).toEqual([
    true,
    true,
  ])
})

test('a PNG is known by its content, and loses everything but the picture', () => {
  const read = readPicture(aPng(40, 30))
  expect(read).toMatchObject({ ok: true, picture: { kind: 'image/png', width: 40, height: 30 } })
  expect(read.ok && read.picture.bytes.includes('Amal')).toBe(false)
})

test('a JPEG loses where, when and by whom it was taken, and keeps how the camera was held', () => {
  const upright = readPicture(aJpeg(40, 30))
  expect(upright).toMatchObject({ ok: true, picture: { kind: 'image/jpeg', width: 40, height: 30 } })
  const turned = readPicture(aJpeg(40, 30, 6))
  expect(turned).toMatchObject({ ok: true, picture: { width: 30, height: 40 } })
  const bytes = turned.ok ? turned.picture.bytes : Buffer.alloc(0)
  expect(['54.6N', 'Amal'].filter((words) => bytes.includes(words))).toEqual([])
  // Read again it is the same: the one thing that stayed is still understood.
  expect(readPicture(bytes)).toEqual(turned)
})

test.each([
  ['text', Buffer.from('<svg onload="x">'), 'not-a-picture'],
  ['nothing', Buffer.alloc(0), 'not-a-picture'],
  ['a GIF', Buffer.from('GIF89a'), 'not-a-picture'],
  ['half a PNG', aPng().subarray(0, 60), 'broken'],
  ['a PNG whose dots cannot be unpacked', aPng(40, 30, { pixels: false }), 'broken'],
  ['half a JPEG', aJpeg().subarray(0, 40), 'broken'],
  ['a JPEG of no size', aJpeg(0, 30), 'broken'],
  ['a JPEG of more dots than we keep', aJpeg(5000, 5000), 'too-many-dots'],
])('%s is refused', (_, bytes, reason) => {
  expect(readPicture(bytes)).toEqual({ ok: false, reason })
})

test.each([
  ['', '', 'standard'],
  [
    '?venue=library&term=autumn&form=large-print&junk=1',
    '?form=large-print&term=autumn&venue=library',
    'large-print',
  ],
  ['?form=standard&term=', '', 'standard'],
  [
    '?since=3c9c1f0e-1111-4111-8111-111111111111&term=autumn',
    '?since=3c9c1f0e-1111-4111-8111-111111111111',
    'standard',
  ],
])('the address of a prospectus is read, and written in one way: %s', (query, written, form) => {
  const print = readPrint(new URLSearchParams(query))
  expect([print?.form, print && queryOf(print)]).toEqual([form, written])
})

test.each(['?form=braille', '?term=Not%20a%20slug', '?since=1', '?venue=-'])(
  'an address that asks for what cannot be is not read: %s',
  (query) => {
    expect(readPrint(new URLSearchParams(query))).toBeUndefined()
  },
)

test('each rule of a run is said in plain words, and for easy read one idea on a line', () => {
  const sessions = [10, 17, 24, 31].map((day) => aSession(`2026-03-${day}T10:00:00Z`))
  const said = (run: Parameters<typeof aRun>[0]) => {
    const words = { whatToExpect: '', whoItIsFor: '', easyRead: '', picture: undefined }
    const needs = [{ title: 'Sleep basics', slug: 'sleep-basics' }]
    const course = aCourse({ runs: [aRun({ sessions, ...run })] })
    const entry = courseEntry(
      course,
      { words: { ...words, needs }, trainers: new Map(), baseUrl: '' },
      moment,
    )
    return { rules: entry.runs[0]?.rules, easy: easyReadOf(entry).groups[0]?.lines }
  }
  const opensAt = new Date('2026-03-06T09:00:00Z')
  const priority = (day: string) => ({
    opensAt,
    priorityFor: ['carer-or-family' as const],
    priorityOpensAt: new Date(`${day}T09:00:00Z`),
  })
  const asked = said({ firstSessionNeeded: true, sessionsNeeded: 3, ...priority('2026-01-01') })
  expect(asked.rules).toEqual([
    'Please do this first: Sleep basics.',
    'Please come to the first class: later ones build on it.',
    'Please come to at least 3 of the 4 classes. If you cannot, tell us: we will find a way.',
    'First for carers and families. Everybody can enrol from Friday 6 March 2026 at 9am.',
  ])
  expect(asked.easy).toEqual(
    expect.arrayContaining([
      'Please do this course first: Sleep basics.',
      'Please come to the first class.',
      'Please come to at least 3 of the 4 classes.',
      'It is first for: carers and families.',
      'Everybody can enrol from Friday 6 March 2026 at 9am.',
    ]),
  )
  const later = said(priority('2026-03-05'))
  expect(later.rules?.at(-1)).toContain('opens first for carers and families, on Thursday 5 March 2026')
  expect(later.easy).toContain('They can enrol from Thursday 5 March 2026 at 9am.')
  expect(said({ opensAt }).rules?.at(-1)).toBe('Enrolment opens on Friday 6 March 2026 at 9am.')
  const comes = said({ dropIn: true, audience: 'carers' })
  expect(comes.rules).toEqual(['No booking: just come, to any of the dates or all of them.'])
  expect(comes.easy).toEqual(
    expect.arrayContaining([
      'There are 4 dates.',
      'You choose when you come.',
      'It is for: carers.',
      'You do not need to book.',
      'You just come.',
    ]),
  )
})
