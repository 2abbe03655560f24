import type { Environment } from './environment.ts'

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

export interface Config {
  production: boolean
  port: number
  host: string | undefined
  baseUrl: string
  databaseUrl: string | undefined
  dataDir: string
  smtpUrl: string | undefined
  trustProxy: number
  workerInside: boolean
  demo: boolean
  logLevel: string
  college: College
  timeZone: string
  defaultCapacity: number
  offers: OfferSettings
  calendarAddress: string
  /** Milliseconds for which a visitor's page is kept: how old the free places on it may be. */
  pageFreshness: number
}

/** The settings as the product uses them: defaults filled in, names in our own words. */
export function configFrom(environment: Environment): Config {
  const production = environment.NODE_ENV === 'production'
  const baseUrl = (environment.BASE_URL ?? `http://localhost:${environment.PORT}`).replace(/\/$/, '')
  const email =
    environment.COLLEGE_EMAIL ??
    (production ? `office@${new URL(baseUrl).hostname}` : 'office@college.example')
  return {
    production,
    port: environment.PORT,
    host: environment.HOST,
    baseUrl,
    databaseUrl: environment.DATABASE_URL,
    dataDir: environment.DATA_DIR,
    smtpUrl: environment.SMTP_URL,
    // We speak no TLS ourselves: an https address means that a proxy stands in front.
    trustProxy: environment.TRUST_PROXY ?? (baseUrl.startsWith('https:') ? 1 : 0),
    workerInside: environment.WORKER === 'inside',
    demo: environment.DEMO === undefined ? environment.DATABASE_URL === undefined : isYes(environment.DEMO),
    logLevel: environment.LOG_LEVEL,
    college: {
      name: environment.COLLEGE_NAME ?? 'Riverside Recovery College',
      phone: environment.COLLEGE_PHONE ?? (production ? undefined : '01632 960 123'),
      email,
      crisis: environment.COLLEGE_CRISIS_TEXT,
    },
    timeZone: environment.COLLEGE_TIMEZONE,
    defaultCapacity: 12,
    offers: { workingDays: 3, workingHours: { from: 9, until: 17 }, callListHours: 48 },
    calendarAddress: environment.CALENDAR_ADDRESS ?? email,
    pageFreshness: 1000,
  }
}

function isYes(text: string): boolean {
  return ['yes', 'true', '1', 'on'].includes(text)
}
