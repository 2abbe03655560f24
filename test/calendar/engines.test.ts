import fc from 'fast-check'
import { after, anyHistory, desiredIn } from './support/any-history.ts'
import { type ContentLine, components } from './support/content-lines.ts'
import { type Shown, shown as eventOf } from './support/correct-calendar.ts'
import { type Answer, replay, testWithEngine } from './support/engines.ts'
import { shownByNodeIcal } from './support/node-ical.ts'
import { backslashStory, stories } from './support/stories.ts'
import { type Timetables, type ToldHistory, inOrder, stillToCome, tell } from './support/told-history.ts'

const told = stories()

/** Compares what an engine shows after every step with what it should. */
function expectShown(name: string, history: ToldHistory, answers: Answer[]): void {
  const shown = answers.map((answer, index) => ({
    problems: answer.problems,
    shown: inOrder(stillToCome(answer.shown ?? [], history.nows[index]!)),
  }))
  const expected = history.expected.map((events) => ({ problems: [], shown: inOrder(events) }))
  const last = history.tooIrregular.includes(true) ? history.tooIrregular.indexOf(true) : expected.length
  expect({ name, shown: shown.slice(0, last) }).toEqual({ name, shown: expected.slice(0, last) })
}

function expectObeyed(engine: string, histories: Record<string, ToldHistory>): void {
  const answers = replay(engine, Object.values(histories))
  Object.entries(histories).forEach(([name, history], index) => expectShown(name, history, answers[index]!))
}

/** ENGINE_HISTORIES multiplies their number. */
function anyHistories(count: number): Record<string, ToldHistory> {
  const numRuns = count * Number(process.env.ENGINE_HISTORIES ?? 1)
  const random = fc.sample(anyHistory, { numRuns, seed: 1 })
  const histories = random.map(({ course, steps }) => {
    let world = course
    const timetables: Timetables = [[world.now, desiredIn(world)]]
    for (const [step] of steps) {
      if (step.step === 'write-to') continue // the engine is one calendar, of one owner
      world = after(world, step)
      timetables.push([world.now, desiredIn(world)])
    }
    return tell(timetables)
  })
  return Object.fromEntries(histories.map((history, index) => [`random ${index}`, history]))
}

describe('whole histories of messages', () => {
  testWithEngine('evolution', 'are obeyed by Evolution, which applies every message itself', () => {
    expectObeyed('evolution', { ...told, backslashes: backslashStory() })
  })

  testWithEngine('evolution', 'are obeyed by Evolution, whatever happens', () => {
    expectObeyed('evolution', anyHistories(60))
  })

  testWithEngine('khal', 'are shown rightly by khal', () => {
    expectObeyed('khal', { ...told, ...anyHistories(15) })
  })

  test('are shown rightly by node-ical', () => {
    for (const [name, history] of Object.entries({ ...told, ...anyHistories(30) })) {
      const answers = history.steps.map(({ stored }) => ({ shown: shownByNodeIcal(stored), problems: [] }))
      expectShown(name, history, answers)
    }
  })

  testWithEngine('libical', 'keep to what libical knows of RFC 5546', () => {
    const answers = replay('libical', Object.values(told)).flat()
    expect(answers.flatMap(({ problems }) => problems)).toEqual([])
  })
})

interface Read extends Shown {
  organizer: [name: string, address: string]
  attendee: [name: string, address: string]
}

/** What a message says, read by the tests themselves. */
function meant(message: string): Read {
  const [event] = components(message, 'VEVENT')
  const party = (line: ContentLine | undefined): [string, string] => [
    line?.parameters.CN ?? '',
    line?.value ?? '',
  ]
  return {
    ...eventOf(event!),
    organizer: party(event!.get('ORGANIZER')),
    attendee: party(event!.get('ATTENDEE')),
  }
}

describe('every message', () => {
  for (const engine of ['icalendar', 'vobject']) {
    testWithEngine(engine, `is read by ${engine} as it was meant`, () => {
      const histories = Object.values(told)
      const read = replay<Read>(engine, histories).map((answers) => answers.map(({ shown }) => shown))
      expect(read).toEqual(histories.map(({ steps }) => steps.map(({ messages }) => messages.map(meant))))
    })
  }
})
