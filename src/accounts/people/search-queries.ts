// Finding people the way the office asks for them.
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { alsoKnownAs, cardColumns, rolesOfPerson } from './queries.ts'
import type { Asked } from './search.ts'

export type PersonCard = Awaited<ReturnType<typeof listPeople>>[number]

/** The newest first. */
export async function listNewest(db: Db, most: number) {
  return db
    .selectFrom('person')
    .select([...cardColumns, rolesOfPerson, alsoKnownAs, countOfAll])
    .where('merged_into', 'is', null)
    .where('erased_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute()
}

const countOfAll = sql<number>`(count(*) over ())::int`.as('matching')

/**
 * People in whose name, email or telephone number each word stands, `most` of them, each with how many there are. With
 * `alike`, those whose names are like the words, when nobody is written that way. A record that was merged with another
 * is found as that one.
 */
export async function listPeople(db: Db, asked: Asked, { most, alike }: { most: number; alike: boolean }) {
  const about =
    asked.digits === undefined ? asked.words.map(alike ? isLike : contains) : [rings(asked.digits)]
  const begins = asked.words.map((word) => sql`(' ' || plain_text(name)) like ${patternFor(` ${word}`)}`)
  const matching = sql`select coalesce(merged_into, id) from person where ${sql.join(about, sql` and `)}`
  return db
    .selectFrom('person')
    .select([...cardColumns, rolesOfPerson, alsoKnownAs, countOfAll])
    .where(sql<boolean>`person.id in (${matching})`)
    .where('erased_at', 'is', null)
    .orderBy(sql`not (${sql.join(begins, sql` and `)})`)
    .orderBy('name')
    .orderBy('id')
    .limit(most)
    .execute()
}

function contains(word: string): RawBuilder<boolean> {
  const pattern = patternFor(word)
  return sql`(plain_text(name) like ${pattern} or lower(email::text) like ${pattern}
    or merged_into is not null and lower(claimed_email::text) like ${pattern})`
}

// Half of the three-letter pieces of the word: "Jon" is like "John", and "Hadad" like "Haddad".
function isLike(word: string): RawBuilder<boolean> {
  return sql`word_similarity(plain_text(${word}), plain_text(name)) >= 0.5`
}

function rings(digits: string): RawBuilder<boolean> {
  return sql`telephone_digits(phone) like ${`%${digits}%`}`
}

function patternFor(word: string) {
  return sql`plain_text(${`%${word.replace(/[\\%_]/g, '\\$&')}%`})`
}

export interface Likely {
  id: string
  name: string
  email: string | null
  phone: string | null
  sameEmail: boolean
  samePhone: boolean
}

/** People who may be this one: the same email, the same telephone, or a name that is nearly the same. */
export async function listLikely(
  db: Db,
  person: { name: string; email: string | null; telephone: string | undefined },
): Promise<Likely[]> {
  const { rows } = await sql<Likely>`
    select id, name, email, phone, "sameEmail", "samePhone" from (
      select id, name, email, phone,
        coalesce(email = ${person.email}::citext, false) as "sameEmail",
        coalesce(length(telephone_digits(phone)) >= 7
          and right(telephone_digits(phone), 9) = ${person.telephone ?? null}::text, false) as "samePhone",
        similarity(plain_text(name), plain_text(${person.name})) as likeness
      from person where merged_into is null and erased_at is null
    ) as known
    where "sameEmail" or "samePhone" or likeness >= 0.5
    order by "sameEmail" desc, "samePhone" desc, likeness desc, id
    limit 8`.execute(db)
  return rows
}
