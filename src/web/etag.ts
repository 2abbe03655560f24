import { createHash } from 'node:crypto'

/** An ETag that stands for these bytes and no others (RFC 9110, 8.8.1). */
export function strongEtag(body: Buffer | string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
}

export function isStrong(etag: string | undefined): boolean {
  return etag?.startsWith('"') === true
}
