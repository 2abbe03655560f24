import type { Db } from '../../database/schema.ts'
import { listRecordsOf } from '../queries.ts'
import { findOwnChoices, prefersNotToSay } from '../equality/answer-questions.ts'
import { listAllQuestions } from '../equality/queries.ts'
import type { KeptTable, LeftOut, ShownAs } from './kept.ts'
import {
  listAgreementTitles,
  listCourseTitles,
  listRowsAbout,
  listRunTitles,
  listSessionStarts,
} from './queries.ts'
import { type TableAboutPeople, tablesAboutPeople } from './register.ts'

export interface Fact {
  /** The name of the column, for machines. */
  column: string
  label: string
  as?: ShownAs
  value: unknown
  /** What a number of ours stands for, in words. */
  name?: string
}

export interface Section {
  /** The name of the table, for machines. */
  name: string
  heading: string
  rows: Fact[][]
  /** What is kept besides, and not handed out: why, and which columns. */
  leftOut: { why: LeftOut; columns: string[] }[]
}

/** Everything that is handed out to a person, section by section; a section without rows is there too. */
export async function gatherData(db: Db, personId: string): Promise<Section[]> {
  const sections: Section[] = []
  for (const [table, kept] of tablesAboutPeople) sections.push(await gatherTable(db, table, kept, personId))
  await sayNames(db, sections, personId)
  return sections
}

async function gatherTable(
  db: Db,
  table: TableAboutPeople,
  kept: KeptTable,
  personId: string,
): Promise<Section> {
  const columns = Object.entries(kept.columns)
  const handedOut = columns.flatMap(([column, rule]) => (rule.shown ? [{ column, ...rule }] : []))
  const names = handedOut.map(({ column }) => column)
  const rows = await listRowsAbout(db, table, kept, names, personId)
  const factOf = (row: Record<string, unknown>, { column, label, as }: (typeof handedOut)[number]) => ({
    column,
    label,
    ...(as === undefined ? {} : { as }),
    value: row[column],
  })
  return {
    name: table,
    heading: kept.heading,
    rows: rows.map((row) => handedOut.map((rule) => factOf(row, rule))),
    leftOut: notHandedOut(kept),
  }
}

function notHandedOut(kept: KeptTable): Section['leftOut'] {
  const reasons = new Map<LeftOut, string[]>()
  for (const [column, rule] of Object.entries(kept.columns))
    if (!rule.shown) reasons.set(rule.why, [...(reasons.get(rule.why) ?? []), column])
  return [...reasons].map(([why, columns]) => ({ why, columns }))
}

/**
 * Names courses and agreements beside their numbers; says when a class was in place of its number, and of people only
 * whether it was this one.
 */
async function sayNames(db: Db, sections: Section[], personId: string): Promise<void> {
  const facts = sections.flatMap(({ rows }) => rows.flat())
  const of = (as: ShownAs) => facts.filter((fact) => fact.as === as && fact.value !== null)
  const runIds = [...new Set(of('run').map(({ value }) => String(value)))]
  nameEach(of('run'), await listRunTitles(db, runIds))
  const courseIds = [...new Set(of('course').map(({ value }) => String(value)))]
  nameEach(of('course'), await listCourseTitles(db, courseIds))
  nameEach(of('agreement'), await listAgreementTitles(db))
  await sayWhen(db, of('session'))
  const own = await listRecordsOf(db, personId)
  for (const fact of of('somebody'))
    fact.value = own.includes(String(fact.value)) ? 'you' : 'somebody of the college'
}

async function sayWhen(db: Db, facts: Fact[]): Promise<void> {
  const starts = await listSessionStarts(
    db,
    facts.map(({ value }) => String(value)),
  )
  const known = new Map(starts.map(({ id, starts_at: startsAt }) => [id, startsAt]))
  for (const fact of facts) fact.value = known.get(String(fact.value))
}

function nameEach(facts: Fact[], titles: { id: string; title: string }[]): void {
  const known = new Map(titles.map(({ id, title }) => [id, title]))
  for (const fact of facts) fact.name = known.get(String(fact.value)) ?? ''
}

export interface EqualityFact {
  question: string
  answer: string
}

/** What the person answered apart from their name. Only their own page has what it takes to find it. */
export async function gatherEquality(db: Db, secret: string, personId: string): Promise<EqualityFact[]> {
  const questions = await listAllQuestions(db)
  const choices = await findOwnChoices(db, { secret, personId }, questions)
  return questions.flatMap(({ id, wording, options }) => {
    const choice = choices[id]
    if (choice === undefined) return []
    const answer = options.find((option) => option.id === choice)?.wording
    return [{ question: wording, answer: choice === prefersNotToSay ? 'Prefer not to say' : (answer ?? '') }]
  })
}
