import { load } from 'cheerio'
import { inTransaction } from '../../../src/database/transaction.ts'
import { resetSecondFactor } from '../../../src/accounts/second-factor/reset.ts'
import { confirmSetUp } from '../../../src/accounts/second-factor/set-up.ts'
import { lockOwner } from '../../../src/accounts/proofs/queries.ts'
import { sealingKey } from '../../../src/accounts/sealed.ts'
import { endOtherSessions } from '../../../src/accounts/sessions/queries.ts'
import { momentInWords } from '../../../src/lib/words.ts'
import { testApp } from '../../support/app.ts'
import { testPassword } from '../../support/password.ts'
import { isWaiting } from '../../support/waiting.ts'
import { lettersTo, newestLetterTo } from '../proofs/support/letters.ts'
import { addStaff, codeAt, email, errorsOn, later, lettersOn, setUp, typePassword } from './support/phone.ts'

const college = testApp()
const bannerHeading = '.nhsuk-notification-banner__heading'

test('a trainer scans a picture, types the first code, and is shown ten recovery codes once', async () => {
  const { as, clock, db } = college()
  await addStaff(college())
  const browser = await as(email)
  expect((await browser.get('/account')).text).toContain('/account/second-factor')
  const off = await browser.get('/account/second-factor')
  expect(load(off.text)('h1').text()).toBe('Sign in with codes from your phone')
  await browser.post('/account/second-factor')
  const page = await browser.get('/account/second-factor')
  expect(page.headers['cache-control']).toBe('no-store')
  const picture = load(page.text)('main [role=img] svg')
  expect([picture.length, picture.attr('style'), picture.find('[style]').length]).toEqual([1, undefined, 0])
  const letters = lettersOn(page)
  expect(letters).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  const kept = await db.selectFrom('second_factor').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(kept)).not.toContain(letters.replaceAll(' ', ''))
  const done = await browser.post('/account/second-factor/confirmation', { code: codeAt(letters, clock.now) })
  expect(done.status).toBe(200)
  const codes = load(done.text)('main li code')
    .toArray()
    .map((code) => load(code).text())
  expect(codes).toHaveLength(10)
  const hashes = await db.selectFrom('recovery_code').select('code_hash').execute()
  expect(hashes).toHaveLength(10)
  for (const code of codes) expect(JSON.stringify(hashes)).not.toContain(code)
  // Pressed twice, or loaded anew: the codes are not shown again, and may never have been seen.
  await browser.get('/account/about-me')
  const again = await browser.post('/account/second-factor/confirmation', { code: '123456' })
  expect([again.status, again.headers.location]).toEqual([303, '/account/second-factor'])
  const on = await browser.get('/account/second-factor')
  expect(load(on.text)(bannerHeading).text()).toBe('It is set up')
  expect(load(on.text)('main').text()).toContain('10 recovery codes')
  expect(on.text).not.toContain(codes[0])
  expect(on.text).not.toContain(letters)
})

test('a secret that was shown in another session is not shown here: it is begun anew', async () => {
  const { as, clock } = college()
  await addStaff(college())
  const [first, browser] = [await as(email), await as(email)]
  await browser.post('/account/second-factor')
  await first.post('/account/second-factor')
  const read = lettersOn(await first.get('/account/second-factor'))
  const page = await browser.get('/account/second-factor')
  expect([load(page.text)('h1').text(), lettersOn(page)]).toEqual(['Sign in with codes from your phone', ''])
  const { letters } = await setUp(browser, clock)
  expect(letters).not.toBe(read)
})

test('a code for a picture of before it was begun in another browser is answered with how to go on', async () => {
  const { as, clock } = college()
  await addStaff(college())
  const [laptop, phone] = [await as(email), await as(email)]
  await laptop.post('/account/second-factor')
  const letters = lettersOn(await laptop.get('/account/second-factor'))
  await phone.post('/account/second-factor')
  const refused = await laptop.post('/account/second-factor/confirmation', {
    code: codeAt(letters, clock.now),
  })
  expect([refused.status, load(refused.text)(bannerHeading).text()]).toEqual([422, 'Please begin once more'])
  expect((await laptop.get('/account/second-factor')).text).not.toContain('Please begin once more')
  expect((await setUp(laptop, clock)).recoveryCodes).toHaveLength(10)
})

test('codes whose first one comes while the session is being ended count for nothing', async () => {
  const { as, clock, db } = college()
  const id = await addStaff(college())
  const browser = await as(email)
  await browser.get('/account/second-factor')
  await browser.post('/account/second-factor')
  const code = codeAt(lettersOn(await browser.get('/account/second-factor')), clock.now)
  let confirming: ReturnType<typeof browser.post> | undefined
  await inTransaction(db, async (tx) => {
    await lockOwner(tx, id)
    await endOtherSessions(tx, id, null)
    confirming = browser.post('/account/second-factor/confirmation', { code })
    expect(await isWaiting(confirming, db)).toBe(true)
  })
  expect((await confirming)?.headers.location).toBe('/sign-in?next=%2Faccount&signed-out=yes')
  expect(await db.selectFrom('second_factor').select('confirmed_at').execute()).toEqual([
    { confirmed_at: null },
  ])
})

test('whoever signs in with the password alone, in the moment in which codes are set up, is not in', async () => {
  const { as, clock, db, visitor } = college()
  const personId = await addStaff(college())
  const browser = await as(email)
  await browser.get('/account/second-factor')
  await browser.post('/account/second-factor')
  const code = codeAt(lettersOn(await browser.get('/account/second-factor')), clock.now)
  const thief = visitor()
  await thief.get('/sign-in')
  let going: ReturnType<typeof thief.post> | undefined
  await inTransaction(db, async (tx) => {
    await lockOwner(tx, personId)
    going = thief.post('/sign-in', { email, password: testPassword })
    expect(await isWaiting(going, db)).toBe(true)
    const key = sealingKey('a-secret-for-tests-of-32-letters', 'second factor')
    expect((await confirmSetUp(tx, { personId, key, code, sid: '' }, clock.now)).ok).toBe(true)
  })
  expect((await going)?.headers.location).toContain('signed-out=yes')
  expect((await thief.get('/trainer')).status).toBe(303)
})

test('a code that is wrong, or is none, is told beside the field, and counts for nothing yet', async () => {
  const { as, clock, db } = college()
  await addStaff(college())
  const browser = await as(email)
  await browser.get('/account/second-factor')
  await browser.post('/account/second-factor')
  const letters = lettersOn(await browser.get('/account/second-factor'))
  const wrong = await browser.post('/account/second-factor/confirmation', {
    code: codeAt(letters, new Date(clock.now.getTime() + 600_000)),
  })
  expect([wrong.status, lettersOn(wrong)]).toEqual([422, letters])
  expect(errorsOn(wrong)).toContain('not the code your app shows now')
  for (const code of ['', 'abcdef', '12345', '1234567']) {
    const none = await browser.post('/account/second-factor/confirmation', { code })
    expect([none.status, errorsOn(none)]).toEqual([422, expect.stringContaining('digits')])
  }
  expect((await db.selectFrom('second_factor').select('confirmed_at').executeTakeFirst())?.confirmed_at).toBe(
    null,
  )
  const { response } = await typePassword(college())
  expect(response.headers.location).toBe('/trainer')
})

test('a new picture takes the place of one that somebody else has seen; one in use stays', async () => {
  const { as, clock, db } = college()
  await addStaff(college())
  const browser = await as(email)
  await browser.get('/account/second-factor')
  await browser.post('/account/second-factor')
  const first = lettersOn(await browser.get('/account/second-factor'))
  await browser.post('/account/second-factor')
  const second = lettersOn(await browser.get('/account/second-factor'))
  expect(second).not.toBe(first)
  await browser.post('/account/second-factor/confirmation', { code: codeAt(second, clock.now) })
  const before = await db.selectFrom('second_factor').selectAll().executeTakeFirst()
  await browser.post('/account/second-factor')
  expect(await db.selectFrom('second_factor').selectAll().executeTakeFirst()).toEqual(before)
})

test('setting it up ends every other session of theirs: one may be a stranger’s', async () => {
  const { as, clock } = college()
  await addStaff(college())
  const stranger = await as(email)
  const browser = await as(email)
  await setUp(browser, clock)
  expect((await stranger.get('/trainer')).headers.location).toContain('/sign-in')
  expect((await browser.get('/trainer')).status).toBe(200)
})

test('whoever did not sign in just now types their password too: nobody sets it up at a computer left open', async () => {
  const { as, clock, db } = college()
  await addStaff(college())
  const browser = await as(email)
  later(clock, 600)
  await browser.get('/account/second-factor')
  await browser.post('/account/second-factor')
  const page = await browser.get('/account/second-factor')
  const letters = lettersOn(page)
  expect(load(page.text)('#present_password').attr('type')).toBe('password')
  const confirm = (present_password: string) =>
    browser.post('/account/second-factor/confirmation', {
      code: codeAt(letters, clock.now),
      present_password,
    })
  for (const [typed, words] of [
    ['', 'Enter the password you have now'],
    ['not this one', 'This is not the password you have now'],
  ] as const) {
    const refused = await confirm(typed)
    expect([refused.status, load(refused.text)('#present_password-error').text()]).toEqual([
      422,
      expect.stringContaining(words),
    ])
    expect(load(refused.text)('#present_password').val()).toBeUndefined()
  }
  const row = () => db.selectFrom('second_factor').select('confirmed_at').executeTakeFirst()
  expect(await row()).toEqual({ confirmed_at: null })
  expect((await confirm(testPassword)).status).toBe(200)
  expect(await row()).toEqual({ confirmed_at: clock.now })
})

test('whoever has no password, or has signed in just now, is asked for the code alone', async () => {
  const { as, clock, db } = college()
  await addStaff(college())
  const browser = await as(email)
  const asked = async () => {
    await browser.get('/account/second-factor')
    await browser.post('/account/second-factor')
    return load((await browser.get('/account/second-factor')).text)('#present_password').length
  }
  later(clock, 599)
  expect(await asked()).toBe(0)
  later(clock, 1)
  expect(await asked()).toBe(1)
  await db.deleteFrom('credential').execute()
  expect(await asked()).toBe(0)
})

test('making new recovery codes, and turning codes off, ask for a code of this moment', async () => {
  const { as, clock, db } = college()
  await addStaff(college())
  const browser = await as(email)
  const { letters, recoveryCodes } = await setUp(browser, clock)
  await browser.get('/account/second-factor')
  for (const address of ['/account/second-factor/recovery-codes', '/account/second-factor/end'])
    expect((await browser.post(address, { code: '000000' })).status).toBe(422)
  const renewed = await browser.post('/account/second-factor/recovery-codes', {
    code: codeAt(letters, clock.now),
  })
  expect(renewed.status).toBe(200)
  expect(renewed.text).not.toContain(recoveryCodes[0])
  const same = await browser.post('/account/second-factor/end', { code: codeAt(letters, clock.now) })
  expect([same.status, errorsOn(same)]).toEqual([422, expect.stringContaining('has been used')])
  later(clock, 30)
  const ended = await browser.post('/account/second-factor/end', { code: codeAt(letters, clock.now) })
  expect([ended.status, ended.headers.location]).toEqual([303, '/account/second-factor'])
  expect((await browser.get('/account/second-factor')).text).toContain('Codes from your phone are off')
  expect(await db.selectFrom('recovery_code').selectAll().execute()).toEqual([])
  expect((await typePassword(college())).response.headers.location).toBe('/trainer')
})

test('every step of it stands in the audit trail, and no secret does', async () => {
  const { as, clock, config, db } = college()
  const id = await addStaff(college())
  const administrator = await addStaff(college(), ['administrator'], 'ada@example.org')
  const { recoveryCodes, letters } = await setUp(await as(email), clock)
  const reset = () =>
    inTransaction(db, (tx) => resetSecondFactor(tx, id, administrator, { config, now: clock.now }))
  expect([await reset(), await reset()]).toEqual([{ reset: true }, { reset: false }])
  const events = await db.selectFrom('audit_event').selectAll().orderBy('id').execute()
  expect(events.map(({ action, actor_id, subject_id }) => [action, actor_id, subject_id])).toEqual([
    ['person.second-factor-set-up', id, id],
    ['person.second-factor-reset', administrator, id],
  ])
  for (const secret of [...recoveryCodes, letters]) expect(JSON.stringify(events)).not.toContain(secret)
  expect((await typePassword(college())).response.headers.location).toBe('/trainer')
})

test('whoever the office resets is signed out everywhere, and is told when, and what to do if it was not them', async () => {
  const { as, clock, config, db } = college()
  const id = await addStaff(college())
  const ada = await addStaff(college(), ['administrator'], 'ada@example.org')
  const [browser, office] = [await as(email), await as('ada@example.org')]
  await setUp(browser, clock)
  await setUp(office, clock)
  const home = async ({ agent }: typeof browser, page: string) => (await agent.get(page)).status
  expect([await home(browser, '/account'), await home(office, '/admin')]).toEqual([200, 200])
  await office.post(`/admin/people/${id}/second-factor-reset`)
  expect([await home(browser, '/account'), await home(office, '/admin')]).toEqual([303, 200])
  const letter = await newestLetterTo(db, email)
  expect(letter).toMatchObject({ subject: `Signing in to ${config.college.name}`, link: '/sign-in' })
  expect(letter.text).toContain(momentInWords(clock.now, config.timeZone))
  expect(letter.text).toContain(`If you did not ask us, please call us at once: ${config.college.phone}.`)
  // Nothing to take away the second time: nothing is said either.
  await office.post(`/admin/people/${id}/second-factor-reset`)
  expect(await lettersTo(db, email)).toHaveLength(1)
  // Whoever sits at the browser of the office and takes its own codes away must sign in again.
  await office.post(`/admin/people/${ada}/second-factor-reset`)
  expect(await home(office, '/admin')).toBe(303)
})

test('a student has no use for it, and is told so', async () => {
  await addStaff(college(), ['student'])
  const browser = await college().as(email)
  expect((await browser.get('/account/second-factor')).status).toBe(403)
  expect((await browser.get('/account')).text).not.toContain('/account/second-factor')
})
