import { z } from 'zod'
import type { TextsSettings } from '../config/texts.ts'

export interface Text {
  /** E.164. */
  to: string
  body: string
}

export interface TextsProvider {
  /** The provider's own name for the message. Throws TextRefused, or whatever a broken connection throws. */
  send(text: Text): Promise<string>
  /** Its names for what it took of these words for this number since then. None, where it does not let us look. */
  listTaken(text: Text, since: Date): Promise<string[]>
}

/** The provider said no. */
export class TextRefused extends Error {
  /** To this message, which it would refuse again; else to us, or for now. */
  readonly final: boolean
  constructor(status: number, words: string) {
    super(`${status} ${words}`.trim())
    this.name = 'TextRefused'
    this.final = status >= 400 && status < 500 && !toUs.includes(status)
  }
}

/**
 * A wrong account or token is said to every message and put right by the college; a slow or busy provider has time
 * later.
 */
const toUs = [401, 403, 404, 408, 429]
const forNow = [408, 429]

const patience = 30_000

/** Twilio's Messages API, which others speak too: https://www.twilio.com/docs/messaging/api/message-resource */
export function providerFor({ baseUrl, account, token, from }: TextsSettings): TextsProvider {
  const address = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`
  const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`
  const headers = { authorization, accept: 'application/json' }
  const sender = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from }
  return {
    send: async ({ to, body }) => {
      const response = await fetch(address, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ To: to, ...sender, Body: body }),
        // Elsewhere nobody may be shown the token.
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      const said = await readAnswer(response)
      if (!response.ok) throw new TextRefused(response.status, wordsOf(said))
      return typeof said.sid === 'string' ? said.sid : ''
    },
    listTaken: async (text, since) => {
      const asked = new URLSearchParams({ To: text.to, PageSize: '100' }).toString()
      const signal = AbortSignal.timeout(patience)
      const response = await fetch(`${address}?${asked}`, { headers, redirect: 'error', signal })
      const said = await readAnswer(response)
      if (response.ok) return takenOf(said, text, since)
      // A token that may only send, or a provider without such a list.
      if (response.status < 500 && !forNow.includes(response.status)) return []
      throw new TextRefused(response.status, wordsOf(said))
    },
  }
}

/** A text message as the provider's list has it. */
const listed = z.object({
  sid: z.string().min(1),
  to: z.string(),
  body: z.string(),
  status: z.string(),
  date_created: z.string(),
})

const neverArrived = ['failed', 'undelivered', 'canceled']

function takenOf({ messages }: Record<string, unknown>, { to, body }: Text, since: Date): string[] {
  return (Array.isArray(messages) ? messages : [])
    .flatMap((message) => listed.safeParse(message).data ?? [])
    .filter((one) => one.to === to && one.body === body && new Date(one.date_created) >= since)
    .filter(({ status }) => !neverArrived.includes(status))
    .map(({ sid }) => sid)
}

async function readAnswer(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text()
  try {
    const said: unknown = JSON.parse(text)
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {}
  } catch {
    // A page of a proxy in between, which says nothing that helps.
    return {}
  }
}

/** Providers repeat the number, and what they say goes to the log: it stands there without. */
function wordsOf({ code, message }: Record<string, unknown>): string {
  const words = typeof message === 'string' ? message.slice(0, 300).replace(/\+?\d[\d\s()-]{5,}\d/g, '…') : ''
  return typeof code === 'number' ? `${words} (${code})` : words
}
