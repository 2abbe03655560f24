// Short sentences, one idea on a line (NHS Accessible Information Standard; Inclusion Europe, "Information for all").
import { counted } from '../../lib/words.ts'
import type { CourseEntry, RunEntry } from './model.ts'

/** What the college supplied, then the facts, which need no writer. */
export interface EasyRead {
  lines: string[]
  /** Each a run: what it is called when there are several, and its facts. */
  groups: { name: string | undefined; lines: string[] }[]
}

export function easyReadOf({ easyRead, runs }: CourseEntry): EasyRead {
  const choose = runs.length > 1 ? [`There are ${runs.length} groups.`, 'You choose one.'] : []
  return {
    lines: [...easyRead, ...choose],
    groups: runs.map((run, index) => ({
      name: runs.length > 1 ? `Group ${index + 1}` : undefined,
      lines: factsOf(run),
    })),
  }
}

function factsOf(run: RunEntry): string[] {
  return [
    ...whenItIs(run),
    run.where === 'Online' ? 'It is online.' : `The place is: ${run.where}.`,
    ...run.trainers.map(taughtBy),
    ...(run.audience === '' ? [] : [`It is for: ${run.audience}.`]),
    ...run.rulesInShort,
    ...(run.code === undefined ? [] : [`The course code is ${run.code}.`]),
  ]
}

function whenItIs({ meetings, dropIn }: RunEntry): string[] {
  const [only] = meetings
  if (only === undefined) return []
  if (meetings.length === 1)
    return [
      `It is on ${only.day}.`,
      `It starts at ${only.starts}.`,
      ...(only.ends === undefined ? [] : [`It ends at ${only.ends}.`]),
    ]
  return [
    ...(dropIn
      ? [`There are ${meetings.length} dates.`, 'You choose when you come.']
      : [`You come ${counted(meetings.length, 'time')}.`]),
    ...meetings.map(({ day, hours }) => `${day}, ${hours}.`),
  ]
}

function taughtBy(trainer: string): string {
  const [, name, role] = /^(.+), (peer trainer|professional trainer)$/.exec(trainer) ?? []
  return name === undefined || role === undefined ? `${trainer}.` : `${name} is a ${role}.`
}
