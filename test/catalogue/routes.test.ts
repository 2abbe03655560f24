import { type CheerioAPI, load } from 'cheerio'
import { addMinutes } from '../../src/lib/time.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addTerm, addVenue, today } from '../support/college.ts'

const app = testApp()
const day = 24 * 60
const inDays = (days: number) => ({ startsAt: addMinutes(today, days * day) })

async function page(path: string, status = 200): Promise<CheerioAPI> {
  const response = await app().visitor().get(path)
  expect(response.status).toBe(status)
  return load(response.text)
}

const textOf = ($: CheerioAPI, selector: string) =>
  $(selector)
    .toArray()
    .map((one) => $(one).text().replace(/\s+/g, ' ').trim())

const titlesOn = ($: CheerioAPI) => textOf($, '.course__title')

test('the front door says what this is, how it works, and what begins soon with places free', async () => {
  const { db } = app()
  const { id: sleep } = await addCourse(db, { title: 'Sleep', categories: ['Rest'] })
  const { id: full } = await addCourse(db, { title: 'Full course' })
  await addRun(db, { course: sleep })
  await addRun(db, { course: full, capacity: 0 })
  const $ = await page('/')
  expect($('h1')).toHaveLength(1)
  expect(titlesOn($)).toEqual(['Sleep'])
  expect(textOf($, 'h3').join()).toMatch(/1\. Choose.*2\. Enrol.*3\. Come along/)
  expect($('form[action="/courses"] input[name=q]')).toHaveLength(1)
  expect($('a[href="/courses?category=rest"]').text()).toBe('Rest')
})

test('the catalogue lists published courses, soonest first, those without dates last', async () => {
  const { db } = app()
  const [later, soon] = [await addCourse(db, { title: 'Later' }), await addCourse(db, { title: 'Soon' })]
  await addCourse(db, { title: 'Undated' })
  await addCourse(db, { title: 'Draft', status: 'draft' })
  await addRun(db, { course: later.id, sessions: [inDays(20)] })
  await addRun(db, { course: soon.id, sessions: [inDays(5), inDays(12)] })
  const $ = await page('/courses')
  expect(titlesOn($)).toEqual(['Soon', 'Later', 'Undated'])
  const cards = textOf($, '.course__when')
  expect(cards[0]).toContain('Sunday 6 September, 10am to midday then 1 more date')
  expect(cards[0]).toContain('Places free')
  expect(cards[2]).toContain('No dates yet')
})

test('filters combine, count, survive in the address and are taken back one by one', async () => {
  const { db } = app()
  const term = await addTerm(db, { name: 'Autumn 2026' })
  const [library, hall] = [await addVenue(db, { name: 'Library' }), await addVenue(db, { name: 'Hall' })]
  const sleep = await addCourse(db, { title: 'Sleep', categories: ['Rest'] })
  const work = await addCourse(db, { title: 'Work', categories: ['Money'] })
  const art = await addCourse(db, { title: 'Art', categories: ['Rest'] })
  await addRun(db, { course: sleep.id, venue: library, term })
  await addRun(db, { course: work.id, venue: library, capacity: 0 })
  await addRun(db, { course: art.id, venue: hall, mode: 'online' })
  const $ = await page('/courses?venue=library&category=rest&places=free')
  expect(titlesOn($)).toEqual(['Sleep'])
  const count = (name: string, value: string) =>
    $(`input[name=${name}][value=${value}]`).parent().find('.filter-group__count').text()
  expect(count('venue', 'hall')).toContain('1')
  expect(count('category', 'money')).toContain('0')
  expect($('input[name=category][value=rest]').is('[checked]')).toBe(true)
  const chosen = $('.chosen__one')
    .toArray()
    .map((one) => $(one).attr('href'))
  expect(chosen).toEqual([
    '/courses?venue=library&places=free',
    '/courses?category=rest&places=free',
    '/courses?category=rest&venue=library',
  ])
  // The search form carries the filters on.
  expect(
    $('form:has(#words) input[type=hidden]')
      .toArray()
      .map((one) => $(one).attr('name')),
  ).toEqual(['category', 'venue', 'places'])
  expect(titlesOn(await page('/courses?term=autumn-2026'))).toEqual(['Sleep'])
  expect(titlesOn(await page('/courses?mode=online'))).toEqual(['Art'])
})

test('a misspelled search finds what was meant and says what it was read as', async () => {
  const { db } = app()
  await addCourse(db, { title: 'Living with Anxiety' })
  await addCourse(db, { title: 'Food and Mood' })
  const $ = await page('/courses?q=anxeity')
  expect(titlesOn($)).toEqual(['Living with Anxiety'])
  expect(textOf($, 'main').join()).toContain('nothing spelled “anxeity”. This is for anxiety.')
  expect($('input#words').val()).toBe('anxeity')
})

test('a choice we do not have finds nothing, and shows the way back', async () => {
  await addCourse(app().db, { title: 'Sleep' })
  const $ = await page('/courses?category=no-such-thing')
  expect(textOf($, '.empty').join()).toContain('No course fits all of that')
  expect($('.empty a').attr('href')).toBe('/courses')
  expect($('.chosen__one').attr('href')).toBe('/courses')
})

test('a long catalogue comes in pages that keep the filters', async () => {
  const { db } = app()
  for (let number = 0; number < 23; number++)
    await addCourse(db, { title: `Course number ${number}`, categories: ['Rest'] })
  const first = await page('/courses?category=rest')
  expect(titlesOn(first)).toHaveLength(20)
  expect(first('.results-count').text()).toBe('23 courses, page 1 of 2')
  const next = first('a[rel=next]').attr('href')
  expect(next).toBe('/courses?category=rest&page=2')
  expect(titlesOn(await page(next!))).toHaveLength(3)
  expect(titlesOn(await page('/courses?category=rest&page=9'))).toHaveLength(3)
})

test('a course page tells when, where, with whom, how full it is and about access', async () => {
  const { db } = app()
  const venue = await addVenue(db, {
    name: 'Library',
    address: '4 Mill Lane\nBelfast',
    howToGetThere: 'Bus 8 stops outside.',
    access: 'Level entrance.',
  })
  const course = await addCourse(db, {
    title: 'Sleep',
    summary: 'Rest well.',
    whatToExpect: 'A talk.',
    whoItIsFor: 'Anyone.',
  })
  const sessions = [inDays(10), { ...inDays(17), endAssumed: true }]
  const { peerId, professionalId, runId } = await addRun(db, {
    course: course.id,
    venue,
    sessions,
    capacity: 1,
    audience: 'Carers',
  })
  await db.updateTable('person').set({ name: 'Amal' }).where('id', '=', peerId).execute()
  await db.updateTable('person').set({ name: 'Pat' }).where('id', '=', professionalId).execute()
  await addEnrolment(db, runId)
  const text = textOf(await page(`/courses/${course.slug}`), 'main').join()
  for (const words of [
    'Rest well.',
    'A talk.',
    'Anyone.',
    '2 Fridays from 11 September, in person',
    'Friday 11 September 10am to midday',
    'Friday 18 September 10am (end time to be confirmed)',
    'Amal Peer trainer',
    'Pat Professional trainer',
    'Full',
    'Carers',
    'Library',
    '4 Mill Lane',
    'Bus 8 stops outside.',
    'Level entrance.',
  ])
    expect(text).toContain(words)
})

test('the one thing to do about a run depends on who looks', async () => {
  const { db, visitor, as } = app()
  const person = await addPerson(db, { email: 'amal@example.org' })
  await addPerson(db, { email: 'office@example.org', roles: ['administrator'] })
  await givePasswords(db)
  const { id: course, slug } = await addCourse(db)
  const { runId: free } = await addRun(db, { course })
  const { runId: full } = await addRun(db, { course, capacity: 0 })
  const { runId: mine } = await addRun(db, { course })
  await addEnrolment(db, mine, { person, status: 'waiting' })

  const path = `/courses/${slug}`
  const seen = load((await visitor().get(path)).text)
  expect(seen(`a[href="/runs/${free}"]`).text()).toBe('Enrol on this course')
  expect(seen(`a[href="/runs/${full}"]`).text()).toBe('Join the waiting list')
  expect(seen('form[method=post]')).toHaveLength(0)

  const student = load((await (await as('amal@example.org')).get(path)).text)
  expect(student(`form[action="/runs/${free}/enrolments"] button`).text()).toBe('Enrol on this course')
  expect(student(`form[action="/runs/${full}/enrolments"] button`).text()).toBe('Join the waiting list')
  expect(student(`#run-${mine} .run__action`).text()).toContain('On the waiting list')
  expect(student(`#run-${mine} a[href="/my/courses"]`)).toHaveLength(1)

  const office = load((await (await as('office@example.org')).get(path)).text)
  expect(office('form[action*=enrolments]')).toHaveLength(0)
})

test('a student enrols with the button of the course page', async () => {
  const { db, as } = app()
  await addPerson(db, { email: 'amal@example.org' })
  await givePasswords(db)
  const course = await addCourse(db)
  const { runId } = await addRun(db, { course: course.id })
  const student = await as('amal@example.org')
  await student.get(`/courses/${course.slug}`)
  expect((await student.post(`/runs/${runId}/enrolments`)).status).toBe(303)
  expect((await student.get(`/courses/${course.slug}`)).text).toContain('Place confirmed')
})

test('a run that is called off says so; one that is over is gone', async () => {
  const { db } = app()
  const { id: course, slug } = await addCourse(db)
  await addRun(db, { course, status: 'cancelled' })
  await addRun(db, { course, sessions: [inDays(-3)] })
  const $ = await page(`/courses/${slug}`)
  expect($('.run')).toHaveLength(1)
  expect(textOf($, '.run__head').join()).toContain('Called off')
  expect($('.run a, .run button')).toHaveLength(0)
})

test.each(['draft', 'retired'] as const)('a %s course is not there', async (status) => {
  const { slug } = await addCourse(app().db, { status })
  await page(`/courses/${slug}`, 404)
})

test('the data for search engines is in the page, whatever the title holds', async () => {
  const title = '</script><script>alert(1)</script>'
  const { id: course, slug } = await addCourse(app().db, { title, slug: 'odd' })
  await addRun(app().db, { course })
  const $ = await page(`/courses/${slug}`)
  expect($('script')).toHaveLength(1)
  const data = JSON.parse($('script[type="application/ld+json"]').text()) as Record<string, unknown>
  expect(data).toMatchObject({
    '@type': 'Course',
    name: title,
    hasCourseInstance: [{ '@type': 'CourseInstance' }],
  })
  expect($('h1').text()).toBe(title)
})

test('the prospectus holds each course that can be joined once, with dates, places, roles and how to enrol', async () => {
  const { db } = app()
  const { id: course } = await addCourse(db, { title: 'Sleep', categories: ['Rest', 'Work'] })
  await addRun(db, { course, venue: await addVenue(db, { name: 'Library' }) })
  await addCourse(db, { title: 'Undated' })
  const $ = await page('/prospectus')
  expect(textOf($, 'article h3')).toEqual(['Sleep'])
  const text = textOf($, 'main').join()
  for (const words of [
    'Friday 11 September, 10am to midday',
    'Library',
    'planned and taught together by somebody who has been there',
    'peer trainer; ',
    'You enrol online: localhost:3000/courses',
    'ring us on 01632 960 123, write to office@college.example, or come and see us: we help you.',
  ]) {
    expect(text).toContain(words)
  }
})

test.each(['/', '/prospectus'])(
  '%s promises nothing that the courses do not say, or the college cannot do',
  async (path) => {
    await addRun(app().db)
    const text = textOf(await page(path), 'main').join()
    expect(text).not.toMatch(/how many places|on paper|by post|fill in/i)
  },
)

test.each(['/privacy', '/accessibility'])('%s is a page of plain words', async (path) => {
  const $ = await page(path)
  expect($('h1')).toHaveLength(1)
  expect($('main#main a[href^="mailto:"]')).toHaveLength(1)
})
