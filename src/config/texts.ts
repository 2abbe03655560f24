/** Where text messages leave, and as whom: the account of a provider that speaks Twilio's Messages API. */
export interface TextsSettings {
  /** The provider's address, without the account. */
  baseUrl: string
  account: string
  token: string
  /** A number, a short name, or a messaging service of the account (MG…). */
  from: string
}

/** Reads `https://ACCOUNT:TOKEN@api.twilio.com?from=+441632960123`. Undefined when it, or a part of it, is missing. */
export function textsFrom(address: string | undefined): TextsSettings | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { protocol, host, pathname, username, password, searchParams } = new URL(address)
  // In an address a plus sign means a space.
  const from = (searchParams.get('from') ?? '').trim().replace(/^(?=[1-9]\d{6,14}$)/, '+')
  if (!/^https?:$/.test(protocol) || username === '' || password === '' || from === '') return undefined
  return {
    baseUrl: `${protocol}//${host}${pathname.replace(/\/$/, '')}`,
    account: decodeURIComponent(username),
    token: decodeURIComponent(password),
    from,
  }
}

/** What is wrong with it, without a word of what it says: it holds a secret. */
export function textsFaults(given: Record<string, string | undefined>): string[] {
  const { TEXTS_URL: address } = given
  if (address === undefined) return []
  const settings = textsFrom(address)
  if (settings === undefined)
    return ['TEXTS_URL must look like https://ACCOUNT:TOKEN@api.twilio.com?from=+441632960123']
  // Over http the token would travel in the open.
  const { protocol, hostname } = new URL(address)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'https:' || here
    ? []
    : ['TEXTS_URL must begin with https://, unless it is on this computer']
}
