// A term of drafts, and somebody of the office who publishes what is ready of it.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import type { Db } from '../../../src/database/schema.ts'
import type { Browser } from '../../support/app.ts'
import { addCourse, addRun, addTerm, type NewCourse, type NewRun } from '../../support/college.ts'

/** Adds a draft as it is planned: nothing says yet why it might lack a trainer. */
export async function addDraft(db: Db, title: string, run: NewRun = {}, course: NewCourse = {}) {
  const { id } = await addCourse(db, { title, ...course })
  const added = await addRun(db, { course: id, status: 'draft', ...run })
  await db.updateTable('run').set({ co_delivery_override: null }).where('id', '=', added.runId).execute()
  return added
}

export async function aTermOfDrafts(db: Db) {
  const term = await addTerm(db, { name: 'Autumn 2026' })
  const ready = await addDraft(db, 'Sleep well', { term }, { status: 'draft' })
  const later = await addDraft(db, 'Walking', { term, opensAt: new Date('2026-09-05T08:00:00Z') })
  const alone = await addDraft(db, 'Music', { term })
  await db.deleteFrom('run_trainer').where('person_id', '=', alone.peerId).execute()
  return { term, ready, later, alone }
}

/** What a page says: what would be published, what not, and the fields to press the button with. */
export async function look(browser: Browser, address: string) {
  const { text, status } = await browser.get(address)
  return { status, ...read(text) }
}

export function read(html: string) {
  const page = load(html)
  const texts = (selector: string) =>
    page(selector)
      .toArray()
      .map((one) => page(one).text().replace(/\s+/g, ' ').trim())
  return {
    runs: page('input[name="runs"][checked]')
      .toArray()
      .map((box) => box.attribs.value ?? ''),
    shown: page('input[name="shown"]').attr('value') ?? '',
    kept: texts('section[aria-labelledby=kept] li'),
    notes: texts('.copy-row__notes li'),
    follows: texts('#follows li'),
    news: texts('.nhsuk-inset-text li'),
    count: page('.lede').text(),
    html,
  }
}

export const publicationOf = (term: string) => paths.adminTermPublication({ id: term })

export async function statusesOf(db: Db, term: string | null): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.term_id', 'is not distinct from', term)
    .select(['title', 'run.status'])
    .execute()
  return Object.fromEntries(rows.map(({ title, status }) => [title, status]))
}
