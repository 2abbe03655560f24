import { paths } from '../../paths.ts'

/** The page that asks somebody to read what has changed, and then sends them on to `next`. */
export function againAddress(next: string): string {
  return `${paths.agreementAgain()}?next=${encodeURIComponent(next)}`
}
