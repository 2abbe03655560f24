import fc from 'fast-check'
import { after, anyHistory, desiredIn } from './support/any-history.ts'
import { replay } from './support/engines.ts'
import { type Timetables, inOrder, stillToCome, tell } from './support/told-history.ts'
const random = fc.sample(anyHistory, { numRuns: Number(process.env.N ?? 60), seed: Number(process.env.SEED ?? 1) })
const several = random.map(({ course, steps }) => {
  let world = course
  const timetables: Timetables = [[world.now, desiredIn(world)]]
  for (const [step] of steps) {
    if (step.step === 'write-to' || step.step === 'add') continue
    world = after(world, step)
    timetables.push([world.now, desiredIn(world)])
  }
  return tell(timetables)
})
const answers = replay('evolution', several)
let bad = 0
several.forEach((h, i) => {
  const k = h.steps.findIndex((_, j) => answers[i]![j]!.problems.length > 0 || JSON.stringify(inOrder(stillToCome(answers[i]![j]!.shown ?? [], h.nows[j]!))) !== JSON.stringify(inOrder(h.expected[j]!)))
  if (k < 0) return
  if (bad++ > 0) return
  console.log('HISTORY', i, 'step', k, answers[i]![k]!.problems)
  for (let j = 0; j <= k; j++) {
    console.log('== now', h.nows[j]!.toISOString())
    for (const m of h.messages[j]!) console.log(m.method, m.change.kind, m.text.replaceAll('\r\n ', '').split('\r\n').filter((l) => /^(UID|SEQ|RECURRENCE|DTSTART;|RRULE:FREQ=[WD]|EXDATE|DTEND)/.test(l)).join(' '))
  }
  console.log('expected', h.expected[k]!.map((e) => e.start))
  console.log('shown', stillToCome(answers[i]![k]!.shown ?? [], h.nows[k]!).map((e) => e.start + ' ' + e.title))
})
console.log('bad', bad, 'of', several.length)
