// What somebody is told of a class that moved, who had told us that they could not come to it.
import { dayInWords } from '../lib/words.ts'
import type { Letter } from '../mail/content.ts'
import type { Settings } from './letter-facts.ts'
import type { MovedWord } from './word-queries.ts'

/** The same letter, with what became of their word. */
export function withMovedWords(
  letter: Letter,
  words: MovedWord[],
  settings: Pick<Settings, 'timeZone'>,
): Letter {
  const paragraphs = [...letter.content.paragraphs, ...words.map((word) => inWords(word, settings))]
  return words.length === 0 ? letter : { ...letter, content: { ...letter.content, paragraphs } }
}

function inWords(
  { said_of: saidOf, starts_at: startsAt, counts }: MovedWord,
  { timeZone }: Pick<Settings, 'timeZone'>,
) {
  const when = saidOf === null ? 'to a class that has moved' : `on ${dayInWords(saidOf, timeZone)}`
  const told = `You had told us that you could not come ${when}`
  return counts
    ? `${told}, and the class is on that day again. So we do not count on you. If you can come after all, please tell us.`
    : `${told}. The class is on ${dayInWords(startsAt, timeZone)} now. If that day does not suit you either, please tell us again, as you did before.`
}
