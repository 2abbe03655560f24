// The short code on a sign-in sheet: the number of the session in the letters of Douglas Crockford's Base 32
// (https://www.crockford.com/base32.html), which has no letter that looks like another, and a letter that shows a slip.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const shortest = 4

/** `0016-F` of 38: never shorter than four letters and the one that proves them. */
export function codeOf(number: number): string {
  let rest = number
  let code = ''
  while (rest > 0 || code.length < shortest) {
    code = letterAt(rest % 32) + code
    rest = Math.floor(rest / 32)
  }
  return `${code}-${proofOf(code)}`
}

/**
 * The number of which this is the code, however it was typed, also without the zeros in front, which prove nothing;
 * undefined when it was misread or mistyped.
 */
export function numberOf(typed: string): number | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  if (code.length < 2 || code.length > 11) return undefined
  if (code.split('').some((letter) => !letters.includes(letter))) return undefined
  const number = code.slice(0, -1)
  if (proofOf(number) !== code.at(-1)) return undefined
  return number.split('').reduce((sum, letter) => sum * 32 + letters.indexOf(letter), 0)
}

/** Each place counts differently, so that one wrong letter, or two exchanged, prove something else. */
function proofOf(code: string): string {
  const places = code.split('').reverse()
  const sum = places.reduce((total, letter, place) => total + letters.indexOf(letter) * (place + 2), 0)
  return letterAt(sum % 31)
}

function letterAt(index: number): string {
  return letters.charAt(index)
}
