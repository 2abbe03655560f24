import { z } from 'zod'
import { zoneRules } from '../calendar/time-zone.ts'
import { PlainError } from '../lib/plain-error.ts'

/** What is wrong with the environment: every fault at once, so that one restart mends them all. */
export class BadEnvironment extends PlainError {
  readonly faults: string[]
  constructor(faults: string[]) {
    super(['The settings are not right:', ...faults.map((fault) => `  - ${fault}`)].join('\n'))
    this.faults = faults
  }
}

const optionalUrl = (...protocols: string[]) =>
  z
    .string()
    .refine((text) => protocols.some((protocol) => URL.canParse(text) && text.startsWith(`${protocol}//`)), {
      error: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    })

const wholeNumber = (least: number, most: number) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int({ error: 'must be a whole number' })
    .min(least, { error: `must be ${least} or more` })
    .max(most, { error: `must be ${most} or less` })

const yesOrNo = z.enum(['yes', 'no', 'true', 'false', '1', '0', 'on', 'off'], { error: 'must be yes or no' })

const shape = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'must be production, development or test' })
    .default('development'),
  PORT: wholeNumber(0, 65535).default(3000),
  HOST: z.string().optional(),
  BASE_URL: optionalUrl('http:', 'https:').optional(),
  DATABASE_URL: optionalUrl('postgres:', 'postgresql:').optional(),
  DATA_DIR: z.string().default('.data'),
  SMTP_URL: optionalUrl('smtp:', 'smtps:').optional(),
  SESSION_SECRET: z.string().min(32, { error: 'must be at least 32 characters long' }).optional(),
  COLLEGE_NAME: z.string().max(80, { error: 'must be 80 characters or fewer' }).optional(),
  COLLEGE_TIMEZONE: z
    .string()
    .refine(isTimeZone, {
      error: 'must be a time zone such as Europe/London, with clocks that follow a yearly rule',
    })
    .default('Europe/London'),
  COLLEGE_PHONE: z.string().optional(),
  COLLEGE_EMAIL: z.string().includes('@', { error: 'must be an email address' }).optional(),
  COLLEGE_CRISIS_TEXT: z.string().optional(),
  CALENDAR_ADDRESS: z.string().includes('@', { error: 'must be an email address' }).optional(),
  TRUST_PROXY: wholeNumber(0, 10).optional(),
  WORKER: z.enum(['inside', 'separate'], { error: 'must be inside or separate' }).default('inside'),
  DEMO: yesOrNo.optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export type Environment = z.infer<typeof shape>

/** Reads the settings from environment variables; an empty one counts as not set. Throws BadEnvironment. */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = shape.safeParse(given)
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`)
  faults.push(...productionFaults(given))
  if (!parsed.success || faults.length > 0) throw new BadEnvironment(faults)
  return parsed.data
}

function productionFaults(given: Record<string, string | undefined>): string[] {
  if (given.NODE_ENV !== 'production') return []
  const needed = ['DATABASE_URL', 'BASE_URL', 'SMTP_URL', 'SESSION_SECRET', 'COLLEGE_NAME']
  const missing = needed
    .filter((name) => given[name] === undefined)
    .map((name) => `${name} is needed in production`)
  const demo = ['yes', 'true', '1', 'on'].includes(given.DEMO ?? 'no')
  return demo ? [...missing, 'DEMO cannot be on in production: its passwords are public'] : missing
}

// A zone without a yearly rule is refused now, rather than when the first invitation cannot be written.
function isTimeZone(name: string): boolean {
  return zoneRules(name, new Date().getFullYear()).ok
}
