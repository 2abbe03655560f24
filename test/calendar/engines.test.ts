import fc from 'fast-check'
import type { Shown } from './support/correct-calendar.ts'
import { after, anyHistory, desiredIn } from './support/any-history.ts'
import { components, unescaped } from './support/content-lines.ts'
import { type Answer, replay, testWithEngine } from './support/engines.ts'
import { shownByNodeIcal } from './support/node-ical.ts'
import { stories } from './support/stories.ts'
import { type Timetables, type ToldHistory, inOrder, stillToCome, tell } from './support/told-history.ts'

const told = stories()
const histories = Object.values(told)

/** Compares what an engine shows after every step with what it should. */
function expectShown(name: string, history: ToldHistory, answers: Answer[]): void {
  const shown = answers.map(({ shown, problems }, index) => ({
    problems,
    shown: inOrder(stillToCome(shown ?? [], history.nows[index]!)),
  }))
  const expected = history.expected.map((events) => ({ problems: [], shown: inOrder(events) }))
  expect({ name, shown }).toEqual({ name, shown: expected })
}

function expectObeyed(engine: string, several: Record<string, ToldHistory>): void {
  const answers = replay(engine, Object.values(several))
  Object.entries(several).forEach(([name, history], index) => expectShown(name, history, answers[index]!))
}

describe('whole histories of messages', () => {
  testWithEngine('evolution', 'are obeyed by Evolution, which applies every message itself', () => {
    expectObeyed('evolution', told)
  })

  testWithEngine('khal', 'are shown rightly by khal', () => {
    expectObeyed('khal', told)
  })

  test('are shown rightly by node-ical', () => {
    for (const [name, history] of Object.entries(told)) {
      const answers = history.steps.map(({ stored }) => ({ shown: shownByNodeIcal(stored), problems: [] }))
      expectShown(name, history, answers)
    }
  })

  testWithEngine('libical', 'keep to the tables of RFC 5546 in libical', () => {
    const problems = replay('libical', histories)
      .flat()
      .flatMap((answer) => answer.problems)
    expect(problems).toEqual([])
  })

  testWithEngine('evolution', 'are obeyed by Evolution whatever happens', () => {
    const random = fc.sample(anyHistory, { numRuns: Number(process.env.ENGINE_HISTORIES ?? 60), seed: 1 })
    const several = random.map(({ course, steps }) => {
      let world = course
      const timetables: Timetables = [[world.now, desiredIn(world)]]
      for (const [step] of steps) {
        // One calendar has one owner, and what is too irregular is another test's matter.
        if (step.step === 'write-to' || step.step === 'add') continue
        world = after(world, step)
        timetables.push([world.now, desiredIn(world)])
      }
      return tell(timetables)
    })
    expectObeyed(
      'evolution',
      Object.fromEntries(several.map((history, index) => [`random ${index}`, history])),
    )
  })
})

interface Read extends Shown {
  organizer: [name: string, address: string]
  attendee: [name: string, address: string]
}

describe('every message', () => {
  for (const engine of ['icalendar', 'vobject']) {
    testWithEngine(engine, `is read by ${engine} as it was meant`, () => {
      const answers = replay<Read>(engine, histories)
      histories.forEach((history, index) => {
        const read = answers[index]!.map(({ shown }) => shown)
        expect(read).toEqual(history.steps.map(({ messages }) => messages.map(meant)))
      })
    })
  }
})
