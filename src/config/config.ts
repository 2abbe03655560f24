import { type Environment, isYes } from './environment.ts'
import { type Limits, type SessionSettings, usualLimits, usualSessions } from './limits.ts'
import { type MailSettings, opensMailbox } from './mailbox.ts'
import { type RetentionSettings, retentionFrom } from './retention.ts'
import { type SingleSignOnSettings, singleSignOnFrom } from './single-sign-on.ts'
import { textsFrom, type TextsSettings } from './texts.ts'

export interface College {
  name: string
  phone: string | undefined
  email: string
  crisis: string | undefined
}

/** When staff are there to answer: the hours in which an offer's time runs. */
export interface WorkingHours {
  /** Whole hours of the day in the college's time zone, `from` included. */
  from: number
  until: number
}

export interface OfferSettings {
  workingDays: number
  workingHours: WorkingHours
  /** From this many hours before the first session, places are offered by telephone. */
  callListHours: number
}

export interface CompletionSettings {
  /** How much of the sessions somebody comes to before a course counts as completed. */
  percent: number
  /** So many days after the end a register that nobody marked is waited for no longer. */
  waitDays: number
}

export interface Config extends MailSettings {
  production: boolean
  /** Said to be for development or tests: not merely left unsaid. */
  development: boolean
  port: number
  /** The address to listen at; every one of this computer's when undefined. */
  host: string | undefined
  baseUrl: string
  databaseUrl: string | undefined
  /** How many connections to the database the web keeps at most. The worker has its own. */
  webConnections: number
  dataDir: string
  smtpUrl: string | undefined
  /** Whether somebody asked for the development mailbox, or said no to it. */
  devMailbox: boolean | undefined
  /** Undefined where no text messages are sent. */
  texts: TextsSettings | undefined
  /** So many hours before a class people are reminded of it; 0 for never. */
  reminderHours: number
  trustProxy: number
  workerInside: boolean
  demo: boolean
  logLevel: string
  college: College
  timeZone: string
  /** Whose bank holidays it keeps: ISO 3166, such as `DK` or `GB-ENG`. */
  country: string
  defaultCapacity: number
  offers: OfferSettings
  completion: CompletionSettings
  /** For so many days after a class people who missed it stand on the list of whom to call. */
  followUpDays: number
  calendarAddress: string
  /** The domain of that address: the second half of the name of every mail and calendar entry. */
  mailDomain: string
  /** Milliseconds for which a visitor's page is kept: how old the free places on it may be. */
  pageFreshness: number
  limits: Limits
  sessions: SessionSettings
  retention: RetentionSettings
  /** Whether staff must have a second factor. Accounts of the demonstration are never asked for one. */
  staffSecondFactor: 'required' | 'optional'
  singleSignOn: SingleSignOnSettings | undefined
}

/** The settings as the product uses them: defaults filled in, names in our own words. */
export function configFrom(environment: Environment): Config {
  const production = environment.NODE_ENV === 'production'
  const baseUrl = (environment.BASE_URL ?? `http://localhost:${environment.PORT}`).replace(/\/$/, '')
  const email =
    environment.COLLEGE_EMAIL ??
    (production ? `office@${new URL(baseUrl).hostname}` : 'office@college.example')
  const calendarAddress = environment.CALENDAR_ADDRESS ?? email
  const settings = {
    production,
    development: environment.NODE_ENV !== undefined && !production,
    port: environment.PORT,
    baseUrl,
    databaseUrl: environment.DATABASE_URL,
    webConnections: environment.WEB_CONNECTIONS,
    dataDir: environment.DATA_DIR,
    smtpUrl: environment.SMTP_URL,
    devMailbox: isYes(environment.DEV_MAILBOX),
    texts: textsFrom(environment.TEXTS_URL),
    reminderHours: environment.REMINDER_HOURS,
    // We speak no TLS ourselves: an https address means that a proxy stands in front.
    trustProxy: environment.TRUST_PROXY ?? (baseUrl.startsWith('https:') ? 1 : 0),
    workerInside: environment.WORKER === 'inside',
    demo: isYes(environment.DEMO) ?? environment.DATABASE_URL === undefined,
    logLevel: environment.LOG_LEVEL,
    college: { ...collegeFrom(environment, production), email },
    timeZone: environment.COLLEGE_TIMEZONE,
    country: environment.COLLEGE_COUNTRY,
    defaultCapacity: 12,
    offers: { workingDays: 3, workingHours: { from: 9, until: 17 }, callListHours: 48 },
    ...afterClassesFrom(environment),
    calendarAddress,
    mailDomain: calendarAddress.replace(/^.*@/, ''),
    pageFreshness: 1000,
    limits: usualLimits,
    sessions: usualSessions,
    retention: retentionFrom(environment),
    staffSecondFactor: environment.STAFF_SECOND_FACTOR ?? (production ? 'required' : 'optional'),
    singleSignOn: singleSignOnFrom(environment),
  }
  return { ...settings, host: environment.HOST ?? hostFor(settings) }
}

function collegeFrom(environment: Environment, production: boolean): Omit<College, 'email'> {
  return {
    name: environment.COLLEGE_NAME ?? 'Riverside Recovery College',
    phone: environment.COLLEGE_PHONE ?? (production ? undefined : '01632 960 123'),
    crisis: environment.COLLEGE_CRISIS_TEXT,
  }
}

/** Passwords that are public, and a mailbox for all, are for this computer only, unless HOST says otherwise. */
function hostFor(settings: Omit<Config, 'host'>): string | undefined {
  return settings.demo || opensMailbox(settings) ? '127.0.0.1' : undefined
}

/** What follows from who came. */
function afterClassesFrom(environment: Environment): Pick<Config, 'completion' | 'followUpDays'> {
  return {
    completion: { percent: environment.COMPLETION_PERCENT, waitDays: 14 },
    followUpDays: environment.FOLLOW_UP_DAYS,
  }
}
