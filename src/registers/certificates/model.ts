// What stands on a certificate. Pure: rows in, words out.
import type { Cover } from '../../catalogue/prospectus/cover/rules.ts'
import type { Config } from '../../config/config.ts'
import type { Moment } from '../../lib/time.ts'
import { dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Run, SessionDetails, Trainer } from '../../scheduling/queries.ts'
import { codeInGroups } from './code.ts'
import type { Certificate } from './queries.ts'

export interface Sheet {
  name: string
  course: string
  /** `Tuesday 1 September 2026 to Tuesday 6 October 2026` */
  dates: string
  trainers: { name: string; role: string }[]
  issuedOn: string
  code: string
}

/** Certificates of one class: a page each. */
export interface Certificates {
  college: string
  colour: string
  accent: string
  /** Where anybody can see whether one is genuine. */
  checkAt: string
  madeAt: string
  sheets: Sheet[]
}

export interface CertificateRows {
  run: Run
  sessions: SessionDetails[]
  trainers: Trainer[]
  certificates: Certificate[]
  cover: Pick<Cover, 'colour' | 'accent'>
}

export function certificatesOf(rows: CertificateRows, config: Config, at: Moment): Certificates {
  const { run, trainers, cover } = rows
  const planned = rows.sessions.filter(({ status }) => status === 'planned')
  return {
    college: config.college.name,
    colour: cover.colour,
    accent: cover.accent,
    checkAt: (config.baseUrl + paths.certificateCheck()).replace(/^https?:\/\//, ''),
    madeAt: at.now.toISOString(),
    sheets: rows.certificates.map(({ name, code, issued_at: issuedAt }) => ({
      name,
      course: run.title,
      dates: datesOf(planned, at.timeZone),
      trainers: trainers.map((one) => ({ name: one.name, role: roleWords[one.expertise] })),
      issuedOn: dayInWords(issuedAt, at.timeZone),
      code: codeInGroups(code),
    })),
  }
}

const roleWords = { lived: 'Peer trainer', professional: 'Professional trainer' }

function datesOf(sessions: SessionDetails[], timeZone: string): string {
  const days = [sessions.at(0), sessions.at(-1)].flatMap((session) =>
    session === undefined ? [] : [dayInWords(session.starts_at, timeZone)],
  )
  return [...new Set(days)].join(' to ')
}
