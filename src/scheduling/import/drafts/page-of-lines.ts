// Which page of the lines somebody is at: a line they look at, or leave out, leads back to it.
import { addressWith } from '../../../lib/path.ts'

/** Counted from 1. */
export function pageIn({ query }: { query: Record<string, unknown> }): number {
  const { page } = query
  return typeof page === 'string' && /^\d{1,4}$/.test(page) ? Number(page) : 1
}

export function onPage(address: string, page: number): string {
  return page > 1 ? addressWith(address, { page: String(page) }) : address
}
