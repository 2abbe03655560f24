import type { Request } from 'express'
import { returnTo } from './return-to.ts'

/** The page of ours somebody wanted before they were asked who they are, as the form or the address names it. */
export function nextOf(request: Request): string | undefined {
  const body = (request.body as { next?: unknown } | undefined)?.next
  const wanted = returnTo(body ?? request.query.next, '')
  return wanted === '' ? undefined : wanted
}

/** The address of a page on the way there. */
export function withNext(href: string, next: string | null | undefined): string {
  return next === undefined || next === null ? href : `${href}?next=${encodeURIComponent(next)}`
}
