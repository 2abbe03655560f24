// A browser cut down to what a crowd of hundreds on one machine can afford: a cookie, and the token of the last form.

/** One person at a listening server. Answers 3xx are not followed. */
export class Visit {
  address: string
  private cookie = ''
  private token = ''

  constructor(address: string) {
    this.address = address
  }

  async get(path: string): Promise<{ status: number; text: string }> {
    return this.ask(path, {})
  }

  /** Sends a form with the token of the last page that had one. */
  async post(path: string, fields: Record<string, string> = {}): Promise<{ status: number; text: string }> {
    return this.ask(path, { method: 'POST', body: new URLSearchParams({ _csrf: this.token, ...fields }) })
  }

  /** Through the sign-in page, to a page whose forms carry the token of the new session. */
  async signIn(email: string, password: string): Promise<void> {
    await this.get('/sign-in')
    const { status } = await this.post('/sign-in', { email, password })
    if (status !== 303) throw new Error(`${email} could not sign in: ${status}`)
    await this.get('/account')
  }

  private async ask(path: string, options: RequestInit): Promise<{ status: number; text: string }> {
    const response = await fetch(this.address + path, {
      ...options,
      redirect: 'manual',
      headers: { cookie: this.cookie },
    })
    for (const cookie of response.headers.getSetCookie()) this.cookie = cookie.split(';')[0] ?? ''
    const text = await response.text()
    this.token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.token
    return { status: response.status, text }
  }
}
