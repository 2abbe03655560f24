import type { Db } from '../../database/schema.ts'
import { listed, momentInWords } from '../../lib/words.ts'
import { listSharingLinks } from './queries.ts'

/**
 * That people of another run are given the same link at about the same time, and would meet in one room with those of
 * this; undefined when nobody is. The office may mean it, so it is said and stops nobody.
 */
export async function sharedLinkWarning(
  db: Db,
  dates: { runId: string; sessionId?: string },
  timeZone: string,
): Promise<string | undefined> {
  const others = await listSharingLinks(db, dates)
  if (others.length === 0) return undefined
  const words = others.map(({ title, starts_at }) => `${title} on ${momentInWords(starts_at, timeZone)}`)
  return `Its joining link is also that of ${listed(words)}: the people of both would meet in one room. If that is not meant, give one of them a link of its own.`
}
