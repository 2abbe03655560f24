import { z } from 'zod'
import { zoneRules } from '../calendar/time-zone.ts'
import { isKnownCountry } from '../lib/bank-holidays.ts'
import { PlainError } from '../lib/plain-error.ts'
import { singleSignOnFaults } from './single-sign-on.ts'
import { textsFaults } from './texts.ts'

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
    .optional(),
  PORT: wholeNumber(0, 65535).default(3000),
  HOST: z.string().optional(),
  BASE_URL: optionalUrl('http:', 'https:').optional(),
  DATABASE_URL: optionalUrl('postgres:', 'postgresql:').optional(),
  WEB_CONNECTIONS: wholeNumber(2, 100).default(8),
  DATA_DIR: z.string().default('.data'),
  SMTP_URL: optionalUrl('smtp:', 'smtps:').optional(),
  TEXTS_URL: z.string().optional(),
  REMINDER_HOURS: wholeNumber(0, 168).default(48),
  SESSION_SECRET: z.string().min(32, { error: 'must be at least 32 characters long' }).optional(),
  COLLEGE_NAME: z.string().max(80, { error: 'must be 80 characters or fewer' }).optional(),
  COLLEGE_TIMEZONE: z
    .string()
    .refine(isTimeZone, {
      error: 'must be a time zone such as Europe/London, with clocks that follow a yearly rule',
    })
    .default('Europe/London'),
  COLLEGE_COUNTRY: z
    .string()
    .refine(isKnownCountry, { error: 'must be a country such as DK, or a part of one such as GB-ENG' })
    .default('GB-ENG'),
  COLLEGE_PHONE: z.string().optional(),
  COLLEGE_EMAIL: z.string().includes('@', { error: 'must be an email address' }).optional(),
  COLLEGE_CRISIS_TEXT: z.string().optional(),
  CALENDAR_ADDRESS: z.string().includes('@', { error: 'must be an email address' }).optional(),
  TRUST_PROXY: wholeNumber(0, 10).optional(),
  WORKER: z.enum(['inside', 'separate'], { error: 'must be inside or separate' }).default('inside'),
  DEMO: yesOrNo.optional(),
  DEV_MAILBOX: yesOrNo.optional(),
  STAFF_SECOND_FACTOR: z.enum(['required', 'optional'], { error: 'must be required or optional' }).optional(),
  OIDC_ISSUER: z.string().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60, { error: 'must be 60 characters or fewer' }).optional(),
  OIDC_SCOPE: z.string().optional(),
  OIDC_ROLES_CLAIM: z.string().optional(),
  OIDC_ROLES: z.string().optional(),
  OIDC_SECOND_FACTOR: z
    .enum(['when-said', 'always', 'never'], { error: 'must be when-said, always or never' })
    .optional(),
  KEEP_MAIL_DAYS: wholeNumber(7, 3650).default(90),
  KEEP_WORDS_YEARS: wholeNumber(1, 20).default(2),
  KEEP_UNCONFIRMED_MONTHS: wholeNumber(1, 120).default(12),
  KEEP_NEVER_TOOK_PART_YEARS: wholeNumber(1, 20).default(2),
  KEEP_TOOK_PART_YEARS: wholeNumber(1, 50).default(6),
  COMPLETION_PERCENT: wholeNumber(1, 100).default(70),
  FOLLOW_UP_DAYS: wholeNumber(7, 365).default(60),
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
  faults.push(
    ...productionFaults(given),
    ...mailboxFaults(given),
    ...singleSignOnFaults(ofOurs(given)),
    ...textsFaults(given),
  )
  if (!parsed.success || faults.length > 0) throw new BadEnvironment(faults)
  return parsed.data
}

function productionFaults(given: Record<string, string | undefined>): string[] {
  if (given.NODE_ENV !== 'production') return []
  const needed = ['DATABASE_URL', 'BASE_URL', 'SMTP_URL', 'SESSION_SECRET', 'COLLEGE_NAME']
  const faults = needed
    .filter((name) => given[name] === undefined)
    .map((name) => `${name} is needed in production`)
  if (isSample(given.SESSION_SECRET)) faults.push(`SESSION_SECRET ${sampleWords}`)
  if (isYes(given.DEMO) === true) faults.push('DEMO cannot be on in production: its passwords are public')
  return faults
}

/** What of the variables is a setting of ours: an OIDC_… of another program is its own. */
function ofOurs(given: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name in shape.shape))
}

/** A secret that a file of ours, or anybody's, shows in place of a real one. */
function isSample(secret = ''): boolean {
  return /change.?(this|me)/i.test(secret)
}

const sampleWords =
  'is a sample that everybody can read: set it to 32 or more random characters, such as the output of: ' +
  'openssl rand -base64 32'

function mailboxFaults(given: Record<string, string | undefined>): string[] {
  if (isYes(given.DEV_MAILBOX) !== true) return []
  if (given.NODE_ENV === 'production')
    return ['DEV_MAILBOX cannot be on in production: it shows everyone’s mail to everyone']
  if (given.SMTP_URL !== undefined)
    return ['DEV_MAILBOX cannot be on where SMTP_URL is set: mail goes to one of them']
  return []
}

/** What somebody answered; undefined when nobody did. */
export function isYes(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : ['yes', 'true', '1', 'on'].includes(text)
}

// A zone without a yearly rule is refused now, rather than when the first invitation cannot be written.
function isTimeZone(name: string): boolean {
  return zoneRules(name, new Date().getFullYear()).ok
}
