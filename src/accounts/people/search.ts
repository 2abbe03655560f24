/** What somebody of the office typed, as the search understands it. */
export interface Asked {
  words: string[]
  /** When it looks like a telephone number: the digits to look for. */
  digits: string | undefined
}

const mostWords = 6

/** Reads what was typed: words, or a telephone number however it is written. */
export function readSearch(typed: string): Asked {
  const words = typed.trim().split(/\s+/).filter(Boolean).slice(0, mostWords)
  const looksLikeNumber = /^[+\d\s().-]+$/.test(typed)
  // The first noughts stand for the country: `028 9018` is a part of `+44 28 9018 0123`.
  const digits = looksLikeNumber ? telephoneTail(typed)?.replace(/^0+/, '') : undefined
  return { words, digits: digits !== undefined && digits.length >= 3 ? digits : undefined }
}

/** The last nine digits at most: `+44 28 9018 0123` and `(028) 9018 0123` are one telephone. Undefined without any. */
export function telephoneTail(number: string | null): string | undefined {
  const digits = (number ?? '').replace(/\D/g, '').slice(-9)
  return digits === '' ? undefined : digits
}

/** What stands in the address of a search: one line, and not a long one. */
export function searchTyped(given: unknown): string {
  return typeof given === 'string' ? given.trim().slice(0, 100) : ''
}
