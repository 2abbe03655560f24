import type { Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Deps } from '../../web/deps.ts'
import { giveTryBack, takeTry, type Try } from '../../web/throttle.ts'
import type { CodeRefusal } from './use-code.ts'

type Attempt<Done> = { ok: true; done: Done } | { ok: false; reason: CodeRefusal }
export type Tried<Done> = Attempt<Done> | { ok: false; reason: 'too-often'; waitSeconds: number }

/**
 * Lets a person try a code, in one transaction with what the code is for, and counts the tries: after a few wrong ones
 * they wait, longer each time, and never for good. A right one costs nothing.
 */
export async function tryCode<Done>(
  deps: Pick<Deps, 'db' | 'secret' | 'config' | 'clock' | 'log'>,
  personId: string,
  attempt: (tx: Tx) => Promise<Attempt<Done>>,
): Promise<Tried<Done>> {
  const { secondFactor, secondFactorLater } = deps.config.limits
  const tries: Try[] = [
    { name: 'second-factor', key: personId, ...secondFactor },
    { name: 'second-factor-later', key: personId, ...secondFactorLater },
  ]
  const taken = await takeTry(deps, tries, deps.clock())
  if (!taken.ok) {
    deps.log.warn({ means: 'second-factor' }, 'tried too often')
    return { ok: false, reason: 'too-often', waitSeconds: taken.waitSeconds }
  }
  const tried = await inTransaction(deps.db, attempt)
  if (tried.ok) await giveTryBack(deps, tries)
  else deps.log.info({ means: 'second-factor', reason: tried.reason }, 'a sign-in was refused')
  return tried
}
