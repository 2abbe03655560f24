/** A page of ours to go to next: `wanted` when it is one, else `otherwise`. Never another site. */
export function returnTo(wanted: unknown, otherwise: string): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || wanted.length > 500) return otherwise
  // "//host" and "/\host" are other sites to a browser, so the address is resolved as a browser would.
  const here = 'http://here.invalid'
  if (!URL.canParse(wanted, here)) return otherwise
  const url = new URL(wanted, here)
  return url.origin === here ? `${url.pathname}${url.search}` : otherwise
}
