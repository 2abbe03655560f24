import type { Config } from '../../config/config.ts'
import type { Db } from '../../database/schema.ts'
import { dayInWords } from '../../lib/words.ts'
import type { Moment } from '../../lib/time.ts'
import { knownChoices } from '../choices.ts'
import { type ListedCourse, listedCourses } from '../listing.ts'
import { findPictureFacts } from '../pictures/queries.ts'
import { listCourses, listRuns, listTrainers, listVenues } from '../queries.ts'
import { changeInWords } from './change-words.ts'
import { changesSince, type Now } from './changes.ts'
import { findCover } from './cover/queries.ts'
import { type Cover, firstCover } from './cover/rules.ts'
import type { Print } from './forms.ts'
import { makeProspectus, offeredIn } from './make-prospectus.ts'
import type { Changes, Choice, Part, Picture, Prospectus } from './model.ts'
import { type Edition, findEdition, listCourseWords, listTrainerIds } from './queries.ts'
import { datesInWords, partOf, said, type Said } from './said.ts'
import { courseEntry } from './entry.ts'

export interface Reading {
  config: Config
  moment: Moment
}

/** The prospectus that is asked for, as of now. Undefined when there is no such term, venue or edition. */
export async function findProspectus(
  db: Db,
  print: Omit<Print, 'form'>,
  { config, moment }: Reading,
): Promise<Prospectus | undefined> {
  const edition = print.since === '' ? undefined : await findEdition(db, print.since)
  if (print.since !== '' && edition === undefined) return undefined
  const all = await listAll(db, moment)
  const part = edition === undefined ? partAsked(all, print) : partOf(edition.said)
  if (part === undefined) return undefined
  const courses = offeredIn(all, part)
  const sessions = courses.flatMap(({ runs }) => runs.flatMap(({ coming }) => coming))
  const cover = (await findCover(db))?.cover ?? firstCover
  const rows = {
    courses,
    words: await listCourseWords(db),
    trainers: await listTrainers(db, runIdsOf(courses)),
    venues: await listVenues(db, [...new Set(sessions.map(({ venue }) => venue.slug))]),
    cover,
    coverPicture: await pictureOf(db, cover),
    changes: edition && (await changesOf(db, edition, all, { config, moment })),
  }
  return makeProspectus(rows, part, config, moment)
}

/** What an edition made now keeps. Undefined when there is no such term or venue. */
export async function findSaid(db: Db, asked: PartAsked, moment: Moment): Promise<Said | undefined> {
  const all = await listAll(db, moment)
  const part = partAsked(all, asked)
  if (part === undefined) return undefined
  const courses = offeredIn(all, part)
  return said(courses, await listTrainerIds(db, runIdsOf(courses)), part, moment)
}

/** Terms and venues a prospectus can be asked of. */
export async function listParts(db: Db, moment: Moment): Promise<{ terms: Choice[]; venues: Choice[] }> {
  const offered = offeredIn(await listAll(db, moment), { term: undefined, venue: undefined })
  return { terms: knownChoices.term(offered), venues: knownChoices.venue(offered) }
}

async function listAll(db: Db, moment: Moment): Promise<ListedCourse[]> {
  const [courses, runs] = await Promise.all([listCourses(db), listRuns(db, moment.now)])
  return listedCourses(courses, runs, moment)
}

type PartAsked = Pick<Print, 'term' | 'venue'>

function partAsked(all: ListedCourse[], { term, venue }: PartAsked): Part | undefined {
  const part = {
    term: knownChoices.term(all).find(({ value }) => value === term),
    venue: knownChoices.venue(all).find(({ value }) => value === venue),
  }
  const missing = (term !== '' && part.term === undefined) || (venue !== '' && part.venue === undefined)
  return missing ? undefined : part
}

async function pictureOf(db: Db, { picture, picture_words }: Cover): Promise<Picture | undefined> {
  const facts = picture === '' ? undefined : await findPictureFacts(db, picture)
  return facts && { id: facts.id, words: picture_words, width: facts.width, height: facts.height }
}

async function changesOf(
  db: Db,
  edition: Edition,
  all: ListedCourse[],
  { config, moment }: Reading,
): Promise<Changes> {
  const everywhere = offeredIn(all, { term: undefined, venue: undefined })
  const runIds = runIdsOf(everywhere)
  const now: Now = {
    everywhere: said(everywhere, await listTrainerIds(db, runIds), partOf(edition.said), moment).runs,
    here: new Set(runIdsOf(offeredIn(all, partOf(edition.said)))),
    published: new Set(all.map(({ id }) => id)),
    takingPlace: new Set(runIdsOf(all)),
    now: moment.now,
  }
  const trainers = await listTrainers(db, runIds)
  const entries = everywhere.map((course) => ({
    course,
    entry: courseEntry(course, { words: undefined, trainers, baseUrl: config.baseUrl }, moment),
  }))
  const inWords = new Map(
    entries.flatMap(({ course, entry }) =>
      course.runs.map(({ id }, index) => [id, entry.runs[index]?.trainers.join('; ') ?? ''] as const),
    ),
  )
  return {
    since: dayInWords(edition.made_at, moment.timeZone),
    lines: changesSince(edition.said, now).map((change) =>
      changeInWords(change, {
        trainersOf: (runId) => inWords.get(runId) ?? '',
        datesInWords: (dates) => datesInWords(dates, moment),
      }),
    ),
  }
}

function runIdsOf(courses: ListedCourse[]): string[] {
  return courses.flatMap(({ runs }) => runs.map(({ id }) => id))
}
