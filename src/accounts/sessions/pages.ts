import type { SignInMeans } from '../../database/schema.ts'
import { counted, dayInWords, momentInWords, timeInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Notice } from '../../web/session.ts'
import type { OpenSession } from './queries.ts'

const withWhat: Record<SignInMeans, string> = {
  password: 'with a password',
  link: 'with a link sent by email',
  'single-sign-on': 'with single sign-on',
  registration: 'when you registered',
}

export function sessionsPage(sessions: OpenSession[], { timeZone, now }: { timeZone: string; now: Date }) {
  return {
    title: 'Where you are signed in',
    back: { href: paths.account(), text: 'My details' },
    passwordHref: paths.accountPassword(),
    sessions: sessions.map((session) => ({
      browser: session.browser ?? 'A browser we do not know',
      isThis: session.isThis,
      began: beganInWords(session, timeZone),
      used: session.isThis ? undefined : usedInWords(session.last_seen_at, timeZone, now),
      nextId: `ends-${session.id}`,
      end: {
        action: paths.accountSessionEnd(),
        hidden: [{ name: 'session', value: session.id }],
      },
    })),
    endOthers: sessions.some(({ isThis }) => !isThis) ? paths.accountOtherSessionsEnd() : undefined,
  }
}

function beganInWords({ began_at, means }: OpenSession, timeZone: string): string {
  const how = means === null ? '' : ` ${withWhat[means]}`
  return `Signed in on ${momentInWords(began_at, timeZone)}${how}`
}

/** To the hour: no closer is it known. */
function usedInWords(lastSeen: Date, timeZone: string, now: Date): string {
  const hour = new Date(Math.floor(lastSeen.getTime() / 3_600_000) * 3_600_000)
  const day = dayInWords(hour, timeZone)
  const isToday = day === dayInWords(now, timeZone)
  return `Last used ${isToday ? 'today' : `on ${day}`} at about ${timeInWords(hour, timeZone)}`
}

export function endedNotice(ended: number): Notice {
  return ended === 0
    ? { kind: 'information', title: 'That had ended already' }
    : { kind: 'success', title: `You are signed out in ${counted(ended, 'other browser')}` }
}
