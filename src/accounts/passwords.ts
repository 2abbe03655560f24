import { hash, verify } from '@node-rs/argon2'

// argon2id with 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's first choice.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** An argon2id hash in PHC form. Slow on purpose: never call it while holding a lock. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** Takes as long for a person we do not know (`undefined`) as for one we do, so that time tells nothing. */
export async function passwordMatches(secret: string | undefined, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody has this password')
  const matches = await verify(secret ?? (await stranger), password.normalize('NFKC'))
  return matches && secret !== undefined
}

let stranger: Promise<string> | undefined
