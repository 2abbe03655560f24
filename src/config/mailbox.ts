import { paths } from '../paths.ts'

/** The settings that decide where mail goes. */
export interface MailSettings {
  production: boolean
  development: boolean
  baseUrl: string
  databaseUrl: string | undefined
  smtpUrl: string | undefined
  devMailbox: boolean | undefined
  demo: boolean
}

/**
 * Whether mail stays here, and whoever can open the site can read all of it, links to sign in included. Only where
 * the people are invented or the developer's own: the embedded database, the demonstration, a database that was said
 * to be for development; or where somebody asked for it. Pure.
 */
export function opensMailbox(settings: MailSettings): boolean {
  if (settings.production || settings.smtpUrl !== undefined) return false
  const ofInventedPeople = settings.databaseUrl === undefined || settings.development || settings.demo
  return settings.devMailbox ?? ofInventedPeople
}

/** What to say at the start about mail that does not leave; undefined when it does. */
export function whereMailGoes(settings: MailSettings): string | undefined {
  if (settings.smtpUrl !== undefined) return undefined
  if (opensMailbox(settings)) return `Mail stays here. Read it at ${settings.baseUrl}${paths.mailbox()}`
  return 'Mail goes nowhere: it is noted as sent, and nobody can read it. Set SMTP_URL, or for development DEV_MAILBOX=yes.'
}
