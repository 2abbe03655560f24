import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'

/** A word of a search. */
export interface Term {
  word: string
  /** What stands for the word; more than one when it is not sure. */
  meant: string[]
}

/** One course that has one word; without a course, a word that is nowhere. */
export interface Hit {
  word: string
  id: string | null
  score: number
}

/**
 * A row for each word and course that has it, and one without a course for a word that is nowhere. Common words
 * ("the") give no row. `unfinished` lets the last word be the beginning of a longer one, at half the score.
 */
export async function listHits(
  db: Db,
  terms: Term[],
  { unfinished }: { unfinished: boolean },
): Promise<Hit[]> {
  const words = terms.map(({ word }) => word)
  const meanings = terms.map(({ meant }) => meant.join(' or '))
  const last = unfinished ? terms.length : 0
  const { rows } = await sql<Hit>`
    with given as (
      select word, number, websearch_to_tsquery('english', plain_text(meaning)) as whole
      from unnest(${words}::text[], ${meanings}::text[]) with ordinality as term (word, meaning, number)
    ),
    asked as (
      select word, whole, case when number = ${last} then (whole::text || ':*')::tsquery else whole end as begun
      from given
      where numnode(whole) > 0
    ),
    about as materialized (
      select id, to_tsvector('english', plain_text(name)) as words from category
    ),
    hit as (
      select asked.word, course.id, ts_rank(course.words, asked.whole) + ts_rank(course.words, asked.begun) as score
      from asked join course on course.words @@ asked.begun
      where course.status = 'published'
      union all
      select asked.word, course.id, 0
      from asked join about on about.words @@ asked.begun
        join course_category on course_category.category_id = about.id
        join course on course.id = course_category.course_id
      where course.status = 'published'
    )
    select asked.word, hit.id, coalesce(max(hit.score), 0)::float8 as score
    from asked left join hit on hit.word = asked.word
    group by asked.word, hit.id`.execute(db)
  return rows
}
