// Lists with the newest first, a hundred to a page: where a page begins, and the ways to what is newer and older.
import type { Request } from 'express'
import { addressWith } from '../lib/path.ts'

/** A file of 800 runs makes 800 changes, and a day without a mail server as many messages that could not be sent. */
export const rowsOnPage = 100

/** Where a page of older ones begins. Nothing on the first page. `name`: of one of several lists on a page. */
export function beforeIn(request: Pick<Request, 'query'>, name = 'before'): number | undefined {
  return numberIn(request, name)
}

/** A number that stands under this name in the address; undefined when there is none. */
export function numberIn({ query }: Pick<Request, 'query'>, name: string): number | undefined {
  const number = query[name]
  return typeof number === 'string' && /^\d{1,15}$/.test(number) ? Number(number) : undefined
}

/** The page of what is older than that; without a number, of the newest. `others`: what else the address says. */
export function addressBefore(href: string, before?: number, others: Record<string, string> = {}): string {
  return addressWith(href, before === undefined ? others : { ...others, before: String(before) })
}

interface Listed<Row> {
  /** One more than a page shows, if there are older ones. */
  rows: Row[]
  before: number | undefined
  numberOf: (row: Row) => number
  /** See `addressBefore`. */
  address: (before?: number) => string
  most?: number
}

/** What such a page shows of its rows, and where its links lead. */
export function pageBefore<Row>({ rows, before, numberOf, address, most = rowsOnPage }: Listed<Row>) {
  const shown = rows.slice(0, most)
  const last = rows.length > most ? shown.at(-1) : undefined
  return {
    shown,
    newestHref: before === undefined ? undefined : address(),
    olderHref: last && address(numberOf(last)),
  }
}
