import fc from 'fast-check'
import { cutIntoBlocks, mostBlocks } from '../../src/calendar/blocks.ts'
import type { CalendarMessage } from '../../src/calendar/issue.ts'
import { type World, after, anyHistory, desiredIn } from './support/any-history.ts'
import { components, lineFaults } from './support/content-lines.ts'
import type { Shown } from './support/correct-calendar.ts'
import { Mailboxes } from './support/mailboxes.ts'
import { Student } from './support/student.ts'
import { shownAs } from './support/told-history.ts'
import { london } from './support/timetable.ts'

const inAnyOrder = (events: Shown[]) => events.map((event) => JSON.stringify(event)).sort()

function checkMessage(message: CalendarMessage, now: Date): void {
  expect(lineFaults(message.text)).toEqual([])
  expect(components(message.text, 'VEVENT')).toHaveLength(1)
  expect(message.text).not.toMatch(/^ATTACH/m)
  expect(message.change.about.some(({ endsAt }) => endsAt > now)).toBe(true)
}

function checkCalendars(
  { address, now, ...world }: World,
  mailboxes: Mailboxes,
  tooIrregular: boolean,
): void {
  const future = desiredIn({ address, now, ...world }).filter(({ endsAt }) => endsAt > now)
  const expected = inAnyOrder(future.map(shownAs))
  for (const other of mailboxes.otherAddresses(address))
    expect(mailboxes.future(other, now)).toEqual([[], []])
  for (const calendar of mailboxes.future(address, now)) {
    const shown = inAnyOrder(calendar)
    if (!tooIrregular) expect(shown).toEqual(expected)
    else expect(expected).toEqual(expect.arrayContaining(shown))
    const missing = future.filter((session) => !shown.includes(JSON.stringify(shownAs(session))))
    expect(cutIntoBlocks(missing, london).length > mostBlocks).toBe(tooIrregular)
  }
}

test('after any history, every calendar shows exactly the sessions still to come', () => {
  fc.assert(
    fc.property(anyHistory, ({ course, steps }) => {
      const student = new Student()
      const mailboxes = new Mailboxes()
      let world = course
      for (const [step, told] of [[undefined, true] as const, ...steps]) {
        if (step !== undefined) world = after(world, step)
        if (!told) continue
        student.address = world.address
        const { messages, tooIrregular } = student.should(desiredIn(world), world.now)
        for (const message of messages) {
          checkMessage(message, world.now)
          mailboxes.receive(message)
        }
        checkCalendars(world, mailboxes, tooIrregular)
        expect(student.should(desiredIn(world), world.now)).toEqual({ messages: [], tooIrregular })
      }
    }),
    { numRuns: Number(process.env.HISTORIES ?? 300) },
  )
})
