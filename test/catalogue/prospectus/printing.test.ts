// The prospectus as it is printed: what the page says, the PDF says, and a screen reader can follow it.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addRun, addTerm, addVenue } from '../../support/college.ts'
import { type PdfPart, type ReadPdf, readPdfs } from './support/pdf.ts'
import { aJpeg, aPng } from './support/pictures.ts'

const college = testApp()

const asPdf = async (query = '') => {
  const { agent } = college().visitor()
  const answer = await agent.get(`/prospectus.pdf${query}`).responseType('blob')
  return { status: answer.status, headers: answer.headers, bytes: answer.body as Buffer }
}
const partsOf = ({ pages }: ReadPdf) => pages.flatMap(({ parts }) => parts)
const texts = (parts: PdfPart[], role: string) =>
  parts.filter((part) => part.role === role).map(({ text }) => text)

async function addPicture(
  bytes: Buffer,
  kind: 'image/png' | 'image/jpeg',
  size: [number, number],
): Promise<string> {
  const [width, height] = size
  const added_at = college().clock.now
  const picture = { kind, width, height, bytes, added_at, sha256: Buffer.alloc(32, width) }
  const added = college().db.insertInto('picture').values(picture).returning('id')
  return (await added.executeTakeFirstOrThrow()).id
}

/** One, several joined, one with a selector, a digit; and a heart that is a letter. */
const emoji = '🌱👩🏽‍🎨❤️1️⃣ ♥'

/** Two courses in two chapters, one with a picture and easy read; names of many languages. */
async function aTerm() {
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn', mostCourses: 2 })
  const library = await addVenue(db, { name: 'Llyfrgell ŵ', address: '4 Mill Lane', access: 'Step free.' })
  const hall = await addVenue(db, { name: 'Town Hall', howToGetThere: 'Bus 4.' })
  const sleep = await addCourse(db, {
    title: 'Sleep well',
    summary: 'What helps at night.',
    whatToExpect: 'We talk.\n\nThere is tea.',
    whoItIsFor: 'Anyone.',
    categories: ['Rest'],
  })
  const film = await addCourse(db, { title: `محمد and Łőďź 日 films ${emoji}`, categories: ['Work'] })
  const run = { term, venue: library, capacity: 1 }
  await addRun(db, { ...run, course: sleep.id, code: 'S1', audience: 'carers' })
  await addRun(db, {
    course: film.id,
    venue: hall,
    rules: { drop_in: true },
    sessions: [{ startsAt: new Date('2026-09-08T09:00:00Z') }],
  })
  await addCourse(db, { title: 'Undated' })
  const picture_id = await addPicture(aPng(80, 60), 'image/png', [80, 60])
  const easy = {
    easy_read: 'We talk about sleep.\nYou can listen.',
    picture_id,
    picture_words: 'A bed by a window',
  }
  await db.updateTable('course').set(easy).where('id', '=', sleep.id).execute()
  return { sleep, film }
}

const rulesSaid = ['No booking: just come.', 'You can take part in 2 courses in Autumn.']

test('the page has chapters, courses, places and dates by day; each picture is said in words', async () => {
  await aTerm()
  const { text } = await college().visitor().get('/prospectus')
  const $ = load(text)
  expect(
    $('h2')
      .toArray()
      .map((one) => $(one).text()),
  ).toEqual([
    'To print and to keep',
    'Contents',
    'About us',
    'How to enrol',
    'Rest',
    'Work',
    'Where we meet',
    'Every date, by day',
  ])
  const words = $('main').text()
  for (const said of [
    'There is tea.',
    'Anyone.',
    'Course code S1.',
    'For: carers.',
    'Step free.',
    'Bus 4.',
    ...rulesSaid,
  ])
    expect(words).toContain(said)
  expect($('.prospectus__course img').attr('alt')).toBe('A bed by a window')
  const days = $('#by-day').parent().find('h3').toArray()
  expect(days.map((day) => $(day).text())).toEqual(['Tuesday 8 September', 'Friday 11 September'])
  const inContents = $('nav a')
    .toArray()
    .map(({ attribs }) => attribs.href)
  expect(inContents.filter((href = '') => $(`[id="${href.slice(1)}"]`).length !== 1)).toEqual([])
})

test('a PDF in each form: tagged, in order, with headings, links to where they say, and words for each picture', async () => {
  const { sleep } = await aTerm()
  const cover = {
    about_us: 'We learn together.',
    title: 'Autumn 2026',
    colour: '#1a3c6e',
    accent: '#8a2f5c',
    picture_words: 'Hands and a cup',
  }
  const picture_id = await addPicture(aJpeg(90, 60), 'image/jpeg', [90, 60])
  await college()
    .db.insertInto('prospectus_cover')
    .values({ ...cover, picture_id })
    .execute()
  const [standard, large, easy] = await Promise.all(['', '?form=large-print', '?form=easy-read'].map(asPdf))
  expect([standard?.status, large?.status, easy?.status]).toEqual([200, 200, 200])
  expect(large?.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename=prospectus-large-print.pdf',
    'x-content-type-options': 'nosniff',
  })
  const all = await readPdfs(standard!.bytes, large!.bytes, easy!.bytes)
  for (const pdf of all) {
    const parts = partsOf(pdf)
    expect([pdf.title, pdf.language, pdf.marked]).toEqual([
      'Autumn 2026, Riverside Recovery College',
      'en-GB',
      true,
    ])
    expect(texts(parts, 'H1')).toEqual(['Autumn 2026'])
    expect(texts(parts, 'H2')).toEqual(headings)
    expect(texts(parts, 'H3')).toEqual(expect.arrayContaining(['Sleep well', 'Town Hall']))
    expect(parts.filter(({ role }) => role === 'Figure').map(({ alt }) => alt)).toEqual([
      'Hands and a cup',
      'A bed by a window',
    ])
    expect(texts(parts, 'H3').find((text) => text.includes('films'))).toBe(
      `محمد and Łőďź \ufffd films ${emoji}`,
    )
    expect(pdf.outline.map(({ title }) => title)).toEqual(headings)
    expect(pdf.outline.find(({ title }) => title === 'Rest')?.items).toEqual(['Sleep well'])
    expect([pdf.labels[0], pdf.labels[1]]).toEqual(['Cover', '2'])
    expect(pdf.pages.map(({ outside }) => outside).some((count) => count > 0)).toBe(false)
    expectTrueLinks(pdf)
    const colours = pdf.pages.flatMap((page) => page.colours)
    expect(colours).toEqual(expect.arrayContaining([cover.colour, cover.accent]))
  }
  // In points: large print has no smaller letters anywhere, its foot and its index included.
  expect(all.map(({ pages }) => Math.min(...pages.map(({ smallest }) => smallest)))).toEqual([10.5, 18, 14])
  const [plain, , inShort] = all.map(partsOf)
  expect(plain!.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['What helps at night.', 'There is tea.']),
  )
  expect(inShort!.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['We talk about sleep.', 'You can listen.', 'It starts at 10am.']),
  )
  expect(inShort!.map(({ text }) => text)).not.toContain('What helps at night.')
  const address = paths.course(sleep)
  expect(all[0]!.pages.flatMap(({ links }) => links).some(({ to }) => to.endsWith(address))).toBe(true)
  const table = plain!.filter(({ path }) => path.includes('Table'))
  expect(texts(table, 'TH')).toEqual([
    'Day and time',
    'Course',
    'Where',
    'Page',
    'Tuesday 8 September, 10am to midday',
    'Friday 11 September, 10am to midday',
  ])
})

test('a course that goes over to a new page takes enough with it to stand there', async () => {
  const { db } = college()
  // Wherever its end comes to stand: line after line further down.
  for (let lines = 19; lines < 31; lines += 1) {
    const whatToExpect = Array.from({ length: lines }, () => 'We talk.').join('\n\n')
    const { id } = await addCourse(db, { whatToExpect, categories: [`Chapter ${lines}`] })
    await addRun(db, {
      course: id,
      sessions: [{ startsAt: new Date('2026-09-08T09:00:00Z') }],
      trainers: 'none',
    })
  }
  const [pdf] = await readPdfs((await asPdf()).bytes)
  const ends = pdf!.pages.map(({ parts }) => parts).filter(isEndOfCourse)
  expect(ends.length).toBeGreaterThan(3)
  expect(ends.map(({ length }) => length).filter((length) => length < 8)).toEqual([])
})

/** A page with the address of a course, and not with its beginning. */
function isEndOfCourse(parts: PdfPart[]): boolean {
  return texts(parts, 'H2').length === 0 && texts(parts, 'Link').some((text) => text.includes('/courses/'))
}

const headings = [
  'Contents',
  'About us',
  'How to enrol',
  'Rest',
  'Work',
  'Where we meet',
  'Every date, by day',
]

/** Each link in the contents leads to the page that it names, where its heading stands. */
function expectTrueLinks({ pages }: ReadPdf): void {
  const links = pages[1]!.links
  expect(links.length).toBeGreaterThan(6)
  for (const { spoken, to } of links) {
    const [, name = '', page = ''] = /^(.+), page (\d+)$/.exec(spoken) ?? []
    expect(to).toBe(`page ${page}`)
    const there = pages[Number(page) - 1]!.parts.filter(({ role }) => /^H[23]$/.test(role))
    expect(there.map(({ text }) => text)).toContain(name.replace('日', '\ufffd'))
    expect(pages[Number(page) - 1]!.artifacts).toContain(page)
  }
}

test('by term and venue: only what is there, in the name of the file too; what we do not have is not found', async () => {
  await aTerm()
  const visitor = college().visitor()
  const titles = async (query: string) =>
    load((await visitor.get(`/prospectus?${query}`)).text)('.prospectus__course h3').text()
  expect(await titles('term=autumn')).toBe('Sleep well')
  expect(await titles('venue=town-hall')).toContain('films')
  expect(await titles('term=autumn&venue=town-hall')).toBe('')
  const { headers } = await asPdf('?term=autumn&form=easy-read')
  expect(headers['content-disposition']).toContain('prospectus-autumn-easy-read.pdf')
  for (const query of [
    'term=spring',
    'venue=moon',
    'form=braille',
    `since=${crypto.randomUUID()}`,
    'since=x',
  ])
    for (const address of ['/prospectus', '/prospectus.pdf'])
      expect([query, (await visitor.get(`${address}?${query}`)).status]).toEqual([query, 404])
})

test('whoever has the PDF already is not sent it again, until the prospectus says something else', async () => {
  const { sleep } = await aTerm()
  const { headers } = await asPdf('?form=large-print')
  const again = () =>
    college().visitor().agent.get('/prospectus.pdf?form=large-print').set('If-None-Match', headers.etag!)
  expect((await again()).status).toBe(304)
  await college().db.updateTable('course').set({ title: 'Sleep' }).where('id', '=', sleep.id).execute()
  expect((await again()).status).toBe(200)
})

test('while a long one is printed, pages are answered', async () => {
  const { db } = college()
  const venue = await addVenue(db)
  for (let course = 0; course < 40; course += 1)
    await addRun(db, {
      venue,
      trainers: 'none',
      course: (await addCourse(db, { whatToExpect: 'Words. '.repeat(300) })).id,
    })
  const state = { isDone: false }
  const printing = asPdf('?form=large-print').finally(() => (state.isDone = true))
  let answered = 0
  while (!state.isDone) {
    await college().visitor().get('/robots.txt')
    answered += 1
  }
  expect((await printing).bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(answered).toBeGreaterThan(5)
})

test('a college without dates has a prospectus all the same', async () => {
  const { status, bytes } = await asPdf()
  expect(status).toBe(200)
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
})
