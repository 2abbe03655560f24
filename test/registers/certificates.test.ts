import { load } from 'cheerio'
import type supertest from 'supertest'
import { codeInGroups } from '../../src/registers/certificates/code.ts'
import { printed } from '../../src/registers/certificates/press.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { readPdfs } from '../catalogue/prospectus/support/pdf.ts'
import { mergeIdOf, officeOf } from '../enrolment/merging/support/records.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addCourse, addPerson, today } from '../support/college.ts'
import { enrolled, inDays, night, say } from './support/term-over.ts'

const college = testApp({
  environment: { COLLEGE_NAME: 'Harbour Recovery College', BASE_URL: 'http://college.example.org' },
})

/** Ana and Ben completed Sleep well, Cem did not. */
async function completed() {
  const app = college()
  const course = await addCourse(app.db, { title: 'Sleep well' })
  const run = await enrolled(app, ['Ana', 'Ben', 'Cem'], 2, { course: course.id })
  const office = await addPerson(app.db, { email: 'office@example.org', roles: ['administrator'] })
  await givePasswords(app.db)
  const [ana, ben, cem] = ['Ana', 'Ben', 'Cem'].map((name) => run.places[name]!.enrolmentId) as [
    string,
    string,
    string,
  ]
  for (const [week, sessionId] of run.sessionIds.entries()) {
    app.clock.now = addMinutes(inDays(1 + week * 7), 60)
    await say(app, sessionId, run.peerId, { [ana]: 'present', [ben]: 'late', [cem]: 'told-us' })
  }
  app.clock.now = inDays(10)
  await night(app)
  return { app, ...run, office, ana, ben, cem }
}

const pdf = (request: supertest.Test) =>
  request.buffer().parse((response, done) => {
    const parts: Buffer[] = []
    response.on('data', (part: Buffer) => parts.push(part))
    response.on('end', () => done(null, Buffer.concat(parts)))
  })

function codeOf(enrolment_id: string) {
  return college()
    .db.selectFrom('certificate')
    .where('enrolment_id', '=', enrolment_id)
    .select('code')
    .executeTakeFirstOrThrow()
    .then(({ code }) => code)
}

test('a student finds their certificate, the office prints those of the class, each readable by everybody', async () => {
  const { app, runId, ana, ben, cem } = await completed()
  const student = await app.as('ana@example.org')
  const mine = load((await student.get('/my/courses')).text)
  expect(mine('main').text()).toContain('You came to 2 of 2 classes.')
  const link = mine('a:contains("Your certificate")')
  expect([link.attr('href'), link.text()]).toEqual([
    `/enrolments/${ana}/certificate.pdf`,
    'Your certificate (PDF) for Sleep well',
  ])
  const own = await pdf(student.agent.get(link.attr('href')!))
  expect([own.status, own.headers['content-type'], own.headers['cache-control']]).toEqual([
    200,
    'application/pdf',
    'no-store',
  ])
  const office = await app.as('office@example.org')
  const all = await pdf(office.agent.get(`/admin/runs/${runId}/certificates.pdf`))
  const [one, both] = await readPdfs(own.body as Buffer, all.body as Buffer)
  expect(one).toMatchObject({
    title: 'Certificate for Ana, Sleep well, Harbour Recovery College',
    language: 'en-GB',
    marked: true,
  })
  expect(one!.pages.map(({ outside }) => outside)).toEqual([0])
  const texts = one!.pages[0]!.parts.map(({ path, text }) => `${path} ${text}`)
  expect(texts).toEqual([
    'Root>Document>Sect>P Harbour Recovery College',
    'Root>Document>Sect>H1 Certificate',
    'Root>Document>Sect>P This is to say, with our warm congratulations, that',
    'Root>Document>Sect>P Ana',
    'Root>Document>Sect>P has completed the course',
    'Root>Document>Sect>H2 Sleep well',
    'Root>Document>Sect>P Wednesday 2 September 2026 to Wednesday 9 September 2026',
    expect.stringMatching(/^Root>Document>Sect>P Person \d+$/),
    expect.stringMatching(/trainer$/),
    expect.stringMatching(/^Root>Document>Sect>P Person \d+$/),
    expect.stringMatching(/trainer$/),
    'Root>Document>Sect>P Given on Friday 11 September 2026.',
    `Root>Document>Sect>P Anybody can see that it is genuine at college.example.org/certificates with the code ${codeInGroups(await codeOf(ana))}`,
  ])
  expect(both!.pages).toHaveLength(2)
  expect(both!.outline.map(({ title }) => title)).toEqual(['Ana', 'Ben'])
  // Neither another's, nor one of somebody who did not complete it.
  for (const [enrolment, as] of [
    [ben, 'ana@example.org'],
    [cem, 'cem@example.org'],
  ] as const)
    expect((await (await app.as(as)).get(`/enrolments/${enrolment}/certificate.pdf`)).status).toBe(404)
})

test('the office prints one certificate, for whoever does not sign in; none of an account that is closed', async () => {
  const { app, runId, ana, ben, cem, places } = await completed()
  const { db } = app
  const office = await app.as('office@example.org')
  const page = async () => load((await office.get(`/admin/runs/${runId}/completion`)).text)
  const links = (await page())('main a[href$=".pdf"]').map((_, link) => load(link).text())
  expect(links.get()).toEqual([
    'All 2 certificates (PDF)',
    'Certificate (PDF) for Ana',
    'Certificate (PDF) for Ben',
  ])
  const print = (id: string) => pdf(office.agent.get(`/admin/enrolments/${id}/certificate.pdf`))
  const [own] = await readPdfs((await print(ben)).body as Buffer)
  expect(own).toMatchObject({ title: 'Certificate for Ben, Sleep well, Harbour Recovery College' })
  expect((await print(cem)).status).toBe(404)
  const noted = db.selectFrom('audit_event').where('action', '=', 'certificates.printed')
  expect(await noted.select(['subject_kind', 'subject_id', 'detail']).execute()).toEqual([
    { subject_kind: 'enrolment', subject_id: ben, detail: { certificates: 1 } },
  ])
  const { personId } = places.Ana!
  const closing = { person_id: personId, asked_by: personId, why: 'asked' as const, asked_at: app.clock.now }
  await db.insertInto('account_closing').values(closing).execute()
  expect((await print(ana)).status).toBe(404)
  const all = await pdf(office.agent.get(`/admin/runs/${runId}/certificates.pdf`))
  const [left] = await readPdfs(all.body as Buffer)
  expect(left!.outline.map(({ title }) => title)).toEqual(['Ben'])
  // Each time that a class is printed is a line too.
  await pdf(office.agent.get(`/admin/runs/${runId}/certificates.pdf`))
  const ofRun = noted.where('subject_kind', '=', 'run').select(['subject_id', 'detail'])
  expect(await ofRun.execute()).toEqual(Array(2).fill({ subject_id: runId, detail: { certificates: 1 } }))
  expect((await page())('main a[href$="certificates.pdf"]').text()).toBe('The certificate (PDF)')
  // What they hold on paper stays true.
  expect((await office.agent.get(`/certificates/${await codeOf(ana)}`)).status).toBe(200)
})

test('anybody sees whether a code is genuine, and nothing else; a correction takes it back and gives it again', async () => {
  const { app, sessionIds, peerId, ana } = await completed()
  const code = await codeOf(ana)
  const visitor = app.visitor()
  const typed = await visitor.agent
    .get('/certificates')
    .query({ code: ` ${codeInGroups(code).toLowerCase()} ` })
  expect([typed.status, typed.headers.location]).toEqual([303, `/certificates/${code}`])
  const page = await visitor.agent.get(`/certificates/${codeInGroups(code)}`)
  expect(load(page.text)('h1').text()).toBe('This is a genuine certificate of Harbour Recovery College')
  expect(load(page.text)('main').text()).not.toMatch(/Ana|Sleep|2026|September/)
  expect(page.headers).toMatchObject({ 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' })

  const look = async (what: string) => (await visitor.agent.get(`/certificates/${what}`)).status
  await say(app, sessionIds[0]!, peerId, { [ana]: 'no-word' })
  await app.runJobs()
  expect(await look(code)).toBe(404)
  await say(app, sessionIds[0]!, peerId, { [ana]: 'present' })
  await app.runJobs()
  expect([await look(code), await codeOf(ana)]).toEqual([200, code])
})

test('of two records that were joined both codes are as true as the place that is shown, and only its paper prints', async () => {
  const { app, ana, ben, places } = await completed()
  const [visitor, office, records] = [app.visitor(), await app.as('office@example.org'), await officeOf(app)]
  const codes = await Promise.all([ana, ben].map(codeOf))
  const look = (addresses: string[], { agent } = office) =>
    Promise.all(addresses.map(async (address) => (await agent.get(address)).status))
  const genuine = () =>
    look(
      codes.map((code) => `/certificates/${code}`),
      visitor,
    )
  const prints = () => look([ana, ben].map((id) => `/admin/enrolments/${id}/certificate.pdf`))
  const decide = (outcome: string) =>
    office.post(`/admin/enrolments/${ana}/completion`, { outcome, reason: 'A slip' })
  const mergeId = mergeIdOf(await records.merge(places.Ana!.personId, places.Ben!.personId))
  await app.runJobs()
  // What was printed of the other record before is still true of this person.
  expect([await genuine(), await prints()]).toEqual([
    [200, 200],
    [200, 404],
  ])
  expect((await decide('not-completed')).status).toBe(303)
  expect([await genuine(), await prints()]).toEqual([
    [404, 404],
    [404, 404],
  ])
  expect((await decide('completed')).status).toBe(303)
  expect(await genuine()).toEqual([200, 200])
  await decide('not-completed')
  await records.undo(mergeId)
  expect(await genuine()).toEqual([404, 200])
})

test('a code that is no code says what to do, and guessing is slowed', async () => {
  const visitor = college().visitor()
  const wrong = await visitor.agent.get('/certificates').query({ code: '1234' })
  expect([wrong.status, wrong.text.includes('sixteen letters and digits')]).toEqual([422, true])
  expect((await visitor.agent.get('/certificates').query({ code: '' })).status).toBe(422)
  const statuses: number[] = []
  for (let guess = 0; guess <= 30; guess += 1)
    statuses.push((await visitor.agent.get('/certificates/2222-3333-4444-5555')).status)
  expect(statuses.filter((status) => status === 404)).toHaveLength(30)
  expect(statuses.at(-1)).toBe(429)
})

test.each([1, 4, 5, 9, 13])(
  'all of %i trainers stand on the one page of a certificate, on the paper',
  async (count) => {
    const names = Array.from({ length: count }, (_, index) => `Konstantina Papadopoulou ${index + 1}`)
    const sheet = {
      name: 'Maximiliane Alexandra von Hohenberg-Lichtenstein',
      course:
        'Understanding and living well with long-term pain, poor sleep and low mood: for carers and families',
      dates: 'Tuesday 1 September 2026 to Tuesday 6 October 2026',
      trainers: names.map((name) => ({ name, role: 'Professional trainer' })),
      issuedOn: 'Tuesday 13 October 2026',
      code: '2345-6789-ABCD-EFGH',
    }
    const look = { college: 'Harbour', colour: '#1f5c52', accent: '#e0a63a', checkAt: 'college.example.org' }
    const [read] = await readPdfs(
      Buffer.from(await printed({ ...look, madeAt: today.toISOString(), sheets: [sheet, sheet] })),
    )
    expect(read!.pages).toHaveLength(2)
    for (const { parts, outside } of read!.pages) {
      const words = parts.map(({ text }) => text).join(' ')
      expect(names.filter((name) => !words.includes(name))).toEqual([])
      expect(outside).toBe(0)
    }
  },
)
