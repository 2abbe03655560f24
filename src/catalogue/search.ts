import type { Db } from '../database/schema.ts'
import { type Hit, listHits, type Term } from './search-queries.ts'
import { joinCompounds, likelyMeanings, type Vocabulary, vocabularyOf, wordsIn } from './spelling.ts'

export interface Matches {
  /** How well each course answers, by its id; only those that answer the most words are there. */
  ranks: Map<string, number>
  /** Words that are nowhere as they were typed, and what they were read as. */
  respelled: { typed: string; meant: string[] }[]
}

interface SearchedCourse {
  id: string
  title: string
  summary: string
  categories: { name: string }[]
}

/** More words than anyone types: a longer search is a paste, and its first words say what it is about. */
const mostWords = 12

/**
 * Finds courses by words, forgiving endings (English stemming), accents, an unfinished last word, and spelling: a
 * word that is nowhere as it was typed stands for the nearest one we have. `courses` are all published courses.
 */
export async function findMatches(db: Db, q: string, courses: SearchedCourse[]): Promise<Matches> {
  const vocabulary = vocabularyOf(courses)
  const typed = wordsIn(q).slice(0, mostWords)
  const words = [...new Set(joinCompounds(typed, vocabulary))]
  const hits = await listHits(db, words.map(asTyped), { unfinished: true })
  // Only words like "how" and "the", which the index leaves out: then they count in titles.
  if (hits.length === 0) return { ranks: titlesWith(words, courses), respelled: [] }
  const missing = hits.flatMap(({ word, id }) => (id === null ? [word] : []))
  const respelled = missing.flatMap((word) => respell(word, vocabulary))
  const nearHits = respelled.length > 0 ? await listHits(db, respelled, { unfinished: false }) : []
  return {
    ranks: bestOf([...hits, ...nearHits]),
    respelled: respelled.flatMap(({ word, meant }) =>
      isSpelledSo(word, meant) ? [] : [{ typed: word, meant }],
    ),
  }
}

function asTyped(word: string): Term {
  return { word, meant: [word] }
}

function respell(word: string, vocabulary: Vocabulary): Term[] {
  const meant = likelyMeanings(word, vocabulary)
  return meant.length === 0 ? [] : [{ word, meant }]
}

function isSpelledSo(word: string, meant: string[]): boolean {
  return meant.some((one) => one.replaceAll(' ', '') === word)
}

function titlesWith(words: string[], courses: SearchedCourse[]): Map<string, number> {
  const found = courses.filter(({ title }) => {
    const inTitle = wordsIn(title)
    return words.every((word) => inTitle.includes(word))
  })
  return new Map(words.length === 0 ? [] : found.map(({ id }) => [id, 1]))
}

/** Each course's score, of those that answer as many words as any does. */
function bestOf(hits: Hit[]): Map<string, number> {
  const tally = new Map<string, { words: number; score: number }>()
  for (const { id, score } of hits) {
    if (id === null) continue
    const so = tally.get(id) ?? { words: 0, score: 0 }
    tally.set(id, { words: so.words + 1, score: so.score + score })
  }
  const most = Math.max(...[...tally.values()].map(({ words }) => words))
  return new Map([...tally].flatMap(([id, { words, score }]) => (words === most ? [[id, score]] : [])))
}
