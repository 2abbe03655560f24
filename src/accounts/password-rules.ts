// Which passwords a person may choose (NIST SP 800-63B-4, 3.1.1.2): none that was stolen, none made of what everybody
// knows of them. Nothing else is asked of it but its length.

export type PasswordRefusal = 'stolen' | 'easy-to-guess'

type Decided = { ok: true } | { ok: false; reason: PasswordRefusal }

/** `stolen` in small letters; `about`: the person's name, their email, the college's name. */
export function decideNewPassword(
  password: string,
  about: readonly string[],
  stolen: ReadonlySet<string>,
): Decided {
  const plain = password.normalize('NFKC').toLowerCase().trim()
  if ([plain, withoutEnd(plain), withoutEnds(plain)].some((form) => stolen.has(form)))
    return { ok: false, reason: 'stolen' }
  return isMadeOf(plain, about) ? { ok: false, reason: 'easy-to-guess' } : { ok: true }
}

/** Without the figures and signs that people add at the end when they are asked for some. */
function withoutEnd(password: string): string {
  return password.replace(/[^\p{L}]+$/u, '')
}

function withoutEnds(password: string): string {
  return withoutEnd(password).replace(/^[^\p{L}]+/u, '')
}

const shortest = 4

/** True when fewer than four letters are left once the words that everybody knows are taken out. */
function isMadeOf(password: string, about: readonly string[]): boolean {
  const letters = lettersOf(password)
  const words = about.flatMap((known) => [lettersOf(known), ...known.toLowerCase().split(/[^\p{L}]+/u)])
  const longestFirst = words
    .filter((word) => word.length >= shortest)
    .sort((one, two) => two.length - one.length)
  const left = longestFirst.reduce((rest, word) => rest.replaceAll(word, ''), letters)
  return left !== letters && left.length < shortest
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, '')
}
