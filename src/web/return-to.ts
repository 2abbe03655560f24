/** A page of ours to go to next: `wanted` when it is one, else `otherwise`. Never another site. */
export function returnTo(wanted: unknown, otherwise: string): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || wanted.length > 500) return otherwise
  // "//host" and "/\host" are other sites to a browser, so the address is resolved as a browser would.
  const here = 'http://here.invalid'
  if (!URL.canParse(wanted, here)) return otherwise
  const url = new URL(wanted, here)
  // "/.//host" keeps its origin until its dots are taken out, and is "//host" from then on.
  const ours = url.origin === here && !url.pathname.startsWith('//')
  return ours ? `${url.pathname}${url.search}` : otherwise
}
