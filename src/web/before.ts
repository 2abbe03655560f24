import type { Request } from 'express'

/** Of a list with the newest first: where a page of older ones begins. Nothing on the first page. */
export function beforeIn({ query }: Pick<Request, 'query'>): number | undefined {
  const { before } = query
  return typeof before === 'string' && /^\d{1,15}$/.test(before) ? Number(before) : undefined
}
