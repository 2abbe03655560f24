import { addCourse, addPerson, addRun } from '../support/college.ts'
import { receivedBy } from './support/mailbox.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()
const first = 'first@example.org'
const second = 'second@example.org'

test.each(widths)(
  'who waits is offered the place when another withdraws, accepts, and the calendars are right (%i px)',
  async (width) => {
    const { db, visit } = site()
    const now = new Date()
    await addPerson(db, { name: 'Bea First', email: first, now })
    await addPerson(db, { name: 'Cy Second', email: second, now })
    const { id: course } = await addCourse(db, { title: 'Getting a good sleep' })
    const { runId } = await addRun(db, { course, capacity: 1, now })
    const [bea, cy] = [await visit({ width, as: first }), await visit({ width, as: second })]

    await cy.goto(`/runs/${runId}`)
    await press(cy.getByRole('button', { name: 'Enrol on this course' }))
    const [invite] = await receivedBy(cy, second, 1)
    expect(invite?.method).toBe('REQUEST')

    await bea.goto(`/runs/${runId}`)
    expect(await bea.getByText('Full', { exact: true }).count()).toBe(1)
    await press(bea.getByRole('button', { name: 'Join the waiting list' }))
    expect(await bea.getByText('On the waiting list', { exact: true }).count()).toBe(1)
    expect(await bea.locator('main').textContent()).toContain('You are next in line')

    await press(cy.getByRole('button', { name: 'Withdraw from this course' }))
    expect(await cy.getByRole('main').textContent()).toContain('You have withdrawn')

    const mails = await receivedBy(bea, first, 2)
    expect(mails.map(({ subject, method }) => [subject, method])).toEqual([
      ['You are on the waiting list', undefined],
      ['A place has come free for you', undefined],
    ])
    await bea.goto('/my/courses')
    expect(await bea.getByText('Place offered', { exact: true }).count()).toBe(1)
    await press(bea.getByRole('link', { name: 'See more, or say not this time' }))
    await press(bea.getByRole('button', { name: 'Accept this place' }))
    expect(await bea.getByText('Place confirmed', { exact: true }).count()).toBeGreaterThan(0)
    expect(await bea.getByRole('button', { name: 'Withdraw from this course' }).count()).toBe(1)

    const booked = (await receivedBy(bea, first, 3))[2]
    expect([booked?.method, sequenceOf(booked?.calendar)]).toEqual(['REQUEST', '0'])
    expect(booked?.calendar).toContain('STATUS:CONFIRMED')
    const given = await receivedBy(cy, second, 2)
    const cancelled = given.find(({ method }) => method === 'CANCEL')
    expect(uidOf(cancelled?.calendar)).toBe(uidOf(invite?.calendar))
    expect(uidOf(booked?.calendar)).not.toBe(uidOf(invite?.calendar))
    expect(Number(sequenceOf(cancelled?.calendar))).toBeGreaterThan(Number(sequenceOf(invite?.calendar)))
  },
)

test.each(widths)(
  'the link in the mail of an offer leads to the offer, and asks before it answers (%i px)',
  async (width) => {
    const { db, visit } = site()
    const now = new Date()
    await addPerson(db, { email: first, now })
    await addPerson(db, { email: second, now })
    const { runId } = await addRun(db, { capacity: 1, now })
    const cy = await visit({ width, as: second })
    await cy.goto(`/runs/${runId}`)
    await press(cy.getByRole('button', { name: 'Enrol on this course' }))
    const bea = await visit({ width, as: first })
    await bea.goto(`/runs/${runId}`)
    await press(bea.getByRole('button', { name: 'Join the waiting list' }))
    await press(cy.getByRole('button', { name: 'Withdraw from this course' }))

    const offer = (await receivedBy(bea, first, 2))[1]
    await bea.goto(`/dev/mailbox/${offer?.id ?? ''}`)
    const link = bea.frameLocator('iframe').getByRole('link', { name: 'See the place and answer' })
    // A mail program opens what is pressed in a tab of its own.
    const [opened] = await Promise.all([bea.context().waitForEvent('page'), link.click()])
    expect(await opened.getByRole('heading', { level: 1 }).textContent()).toBe(
      'A place has come free for you',
    )
    await press(opened.getByRole('button', { name: 'Not this time, keep my place in line' }))
    expect(await opened.getByRole('main').textContent()).toContain('You keep your place in line')
  },
)

const uidOf = (calendar = '') => /^UID:(.+?)\r?$/m.exec(calendar)?.[1]
const sequenceOf = (calendar = '') => /^SEQUENCE:(\d+)/m.exec(calendar)?.[1]
