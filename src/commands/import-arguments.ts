import { parseArgs } from 'node:util'

export const usage = `Imports a prospectus: one line a run, as CSV.

  npm run import -- FILE.csv [options]

  --sessions FILE.csv       the dated sessions, one a line
  --dry-run                 say what would happen, and change nothing
  --shift-weeks N           move every date by N weeks (weekdays stay)
  --publish                 publish the runs that have a peer and a professional trainer, and list the others
  --override-reason "…"     with --publish: publish the others too, and record why

The columns are described in docs/import.md.`

export interface ImportArguments {
  file: string
  sessions: string | undefined
  dryRun: boolean
  shiftWeeks: number
  publish: false | { overrideReason?: string }
}

/** What a person can put right themselves: told in words, without a trace. */
export class Unusable extends Error {}

const options = {
  sessions: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'shift-weeks': { type: 'string' },
  publish: { type: 'boolean' },
  'override-reason': { type: 'string' },
  help: { type: 'boolean' },
} as const

/** What was asked for on the command line. Throws Unusable. */
export function readArguments(args: string[]): 'help' | ImportArguments {
  const { values, positionals } = parsed(args)
  if (values.help === true) return 'help'
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new Unusable(`Name one file to import.\n\n${usage}`)
  return {
    file,
    sessions: values.sessions,
    dryRun: values['dry-run'] === true,
    shiftWeeks: weeks(values['shift-weeks']),
    publish: publishing(values.publish === true, values['override-reason']),
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Unusable(`${(error as Error).message}\n\n${usage}`)
  }
}

function publishing(publish: boolean, reason: string | undefined): ImportArguments['publish'] {
  if (reason !== undefined && !publish) {
    throw new Unusable('--override-reason goes with --publish: without it nothing is published.')
  }
  if (reason?.trim() === '') throw new Unusable('--override-reason needs words that say why.')
  return publish && (reason === undefined ? {} : { overrideReason: reason })
}

function weeks(text = '0'): number {
  const number = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : NaN
  if (Math.abs(number) <= 1040) return number
  throw new Unusable(`--shift-weeks needs a whole number of weeks, at most 1040, not "${text}".`)
}
