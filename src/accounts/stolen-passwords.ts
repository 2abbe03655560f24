// The list of passwords that were stolen often: some 50,000, bundled, so that no password is ever sent anywhere to ask.
import { decideNewPassword, type PasswordRefusal } from './password-rules.ts'

let list: Promise<ReadonlySet<string>> | undefined

/** Read when the first new password is chosen, and then kept: most requests never need it. */
function stolenPasswords(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((password) => password.toLowerCase())),
  )
  return list
}

/** Why nobody should have this password, in words; undefined when they may. `about`: their name, email, our name. */
export async function refusePassword(password: string, about: string[]): Promise<string | undefined> {
  const decided = decideNewPassword(password, about, await stolenPasswords())
  return decided.ok ? undefined : words[decided.reason]
}

const words: Record<PasswordRefusal, string> = {
  stolen:
    'This password is on lists of stolen passwords. Choose another. Three words you will remember work well',
  'easy-to-guess':
    'This password is made of your name, your email address or the name of the college. Choose another. Three words you will remember work well',
}
