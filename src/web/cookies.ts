import type { Request, Response } from 'express'

/** The name under which a browser keeps it: over https one that no other host and no http page can set (`__Host-`). */
function cookieName(request: Request, name: string): string {
  return usesHttps(request) ? `__Host-${name}` : name
}

export function readCookie(request: Request, name: string): string | undefined {
  const start = `${cookieName(request, name)}=`
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length)
}

/** Keeps a value of ours in the browser, out of reach for scripts and never sent from another site. `value`: URL-safe. */
export function keepCookie(response: Response, name: string, value: string, days: number): void {
  response.cookie(cookieName(response.req, name), value, {
    httpOnly: true,
    sameSite: 'strict',
    secure: usesHttps(response.req),
    maxAge: days * 86_400_000,
    path: '/',
    encode: String,
  })
}

/** Whether the college's address is https: set once for the app, so that a proxy that forgets to say so changes nothing. */
function usesHttps(request: Request): boolean {
  return request.app.get('https') === true
}
