// Reads the words of a search as they were meant. pg_trgm was tried and left: it finds "Creativity" for "anxeity",
// since two letters that change places spoil three trigrams, and it cannot tell "cooking" from "looking".

/** The words that courses are described with. */
export interface Vocabulary {
  words: Set<string>
  /** Two words of a title written as one, by the one: `bipolar` for "Bi Polar". */
  compounds: Map<string, string>
}

interface DescribedCourse {
  title: string
  summary: string
  categories: { name: string }[]
}

export function vocabularyOf(courses: DescribedCourse[]): Vocabulary {
  const words = new Set<string>()
  const compounds = new Map<string, string>()
  for (const { title, summary, categories } of courses) {
    const inTitle = wordsIn(title)
    const elsewhere = [summary, ...categories.map(({ name }) => name)].flatMap(wordsIn)
    for (const word of [...inTitle, ...elsewhere]) words.add(word)
    for (const [first, second] of pairsOf(inTitle)) compounds.set(first + second, `${first} ${second}`)
  }
  return { words, compounds }
}

/** Words in small plain letters and digits, of any script; an apostrophe inside a word is passed over. */
export function wordsIn(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+|(?<=\p{L})['’‘](?=\p{L})/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== '')
}

/** Puts together what our courses write as one word: `well being` becomes `wellbeing`. */
export function joinCompounds(words: string[], vocabulary: Vocabulary): string[] {
  const joined: string[] = []
  for (let at = 0; at < words.length; at++) {
    const compound = (words[at] ?? '') + (words[at + 1] ?? '')
    const isOne = at + 1 < words.length && vocabulary.words.has(compound)
    joined.push(isOne ? compound : (words[at] ?? ''))
    if (isOne) at++
  }
  return joined
}

/** What a word that we have nowhere most likely means: the nearest of our words, several when they are equally near. */
export function likelyMeanings(word: string, vocabulary: Vocabulary): string[] {
  const compound = vocabulary.compounds.get(word)
  if (compound !== undefined) return [compound]
  // Short ones are near to too much: "heart" would be "the art".
  const compounds = [...vocabulary.compounds.keys()].filter(({ length }) => length > 7)
  const near = nearest(word, [...vocabulary.words, ...compounds])
  const meanings = near.length > 0 ? near : sameBeginning(word, vocabulary)
  return meanings.slice(0, 3).map((meaning) => vocabulary.compounds.get(meaning) ?? meaning)
}

function nearest(word: string, candidates: string[]): string[] {
  let best: string[] = []
  let least = mistakesAllowed(word)
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > least) continue
    const distance = mistakesBetween(word, candidate)
    if (distance > least) continue
    best = distance < least ? [candidate] : [...best, candidate]
    least = distance
  }
  return least > 0 ? best : []
}

function mistakesAllowed({ length }: string): number {
  if (length < 4) return 0
  if (length < 6) return 1
  return length < 9 ? 2 : 3
}

/** Another form of the same word: `medicine` and `medications`. */
function sameBeginning(word: string, { words }: Vocabulary): string[] {
  const letters = Math.max(5, Math.ceil(word.length * 0.6))
  return word.length < letters ? [] : [...words].filter((other) => other.startsWith(word.slice(0, letters)))
}

/**
 * Letters put in, left out, changed, or in each other's place (Damerau and Levenshtein's distance, of neighbours).
 * People seldom mistake a first letter unless the two sound alike, so leaving it out counts as two, and changing it
 * as three.
 */
export function mistakesBetween(one: string, other: string): number {
  let before: number[] = []
  let above = [0, ...Array.from(other, (_, index) => index + 2)]
  for (let row = 1; row <= one.length; row++) {
    const line = [row + 1]
    for (let column = 1; column <= other.length; column++) {
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      line[column] = Math.min(
        at(above, column) + 1,
        at(line, column - 1) + 1,
        at(above, column - 1) + costOfChange(one, row - 1, other, column - 1),
        row > 1 && column > 1 && swapped ? at(before, column - 2) + 1 : Infinity,
      )
    }
    before = above
    above = line
  }
  return at(above, other.length)
}

function at(line: number[], index: number): number {
  return line[index] ?? Infinity
}

const soundAlike = ['aeiouy', 'ckqs', 'gj', 'fpv', 'sz']

function costOfChange(one: string, place: number, other: string, otherPlace: number): number {
  const [from = '', to = ''] = [one[place], other[otherPlace]]
  if (from === to) return 0
  if (place > 0 || otherPlace > 0) return 1
  return soundAlike.some((letters) => letters.includes(from) && letters.includes(to)) ? 1 : 3
}

function pairsOf(words: string[]): [string, string][] {
  return words.slice(1).map((word, index) => [words[index] ?? '', word])
}
