// Slows the guessing of passwords, without keeping anybody out of their own account.
import type { Deps } from '../../web/deps.ts'
import type { Try } from '../../web/throttle.ts'
import { findProvenByEmail } from '../queries.ts'
import { hasMarks, knownDevice } from './known-device.ts'

export interface SignInTry {
  /** As typed; capital letters make no other account. */
  email: string
  /** The client's, as far as the proxies can be trusted. */
  address: string
  deviceCookie: string | undefined
}

type Needs = Pick<Deps, 'db' | 'secret' | 'config' | 'clock'>

/**
 * What one try to sign in is counted under. In a browser where the person has signed in before, only under that: what
 * strangers have used up, and what others behind the same address have, does not count. The same for an email of nobody,
 * and for one that nobody has confirmed: whoever registers with an address must not learn whose it is by its waits.
 */
export async function signInTries(deps: Needs, { email, address, deviceCookie }: SignInTry): Promise<Try[]> {
  const device = await findKnownDevice(deps, email, deviceCookie)
  return device === undefined ? strangersTries(deps, email, address) : devicesTries(deps, device)
}

async function findKnownDevice({ db, secret, clock }: Needs, email: string, cookie: string | undefined) {
  if (!hasMarks(cookie)) return undefined
  const person = await findProvenByEmail(db, email)
  return person && knownDevice(secret, person.id, cookie, clock())
}

function strangersTries({ config: { limits } }: Needs, typed: string, address: string): Try[] {
  const email = typed.toLowerCase()
  const pair = JSON.stringify([email, address])
  return [
    { name: 'sign-in.pair', key: pair, ...limits.signInPair },
    { name: 'sign-in.pair-later', key: pair, ...limits.signInPairLater },
    { name: 'sign-in.email', key: email, ...limits.signInEmail },
    { name: 'sign-in.address', key: address, ...limits.signInAddress },
  ]
}

function devicesTries({ config: { limits } }: Needs, device: string): Try[] {
  return [
    { name: 'sign-in.device', key: device, ...limits.signInDevice },
    { name: 'sign-in.device-later', key: device, ...limits.signInDeviceLater },
  ]
}
