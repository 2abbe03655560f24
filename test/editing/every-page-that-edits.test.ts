// Two administrators have one page open. Each page of this kind is here, or has such a test beside its other ones.
import { load } from 'cheerio'
import type { Db } from '../../src/database/schema.ts'
import { paths } from '../../src/paths.ts'
import { testApp } from '../support/app.ts'
import { addCourse, addTerm, addVenue } from '../support/college.ts'
import { fieldsOn, office } from '../support/office.ts'

const college = testApp()

interface Page {
  /** Makes the thing, and says where it is edited. */
  of: (db: Db) => Promise<string>
  field: string
  /** What the first saves and what the second typed. */
  hers: string
  his: string
}

async function category(db: Db): Promise<string> {
  const row = { name: 'Rest', slug: 'rest', position: 1 }
  return (await db.insertInto('category').values(row).returning('id').executeTakeFirstOrThrow()).id
}

async function closure(db: Db): Promise<string> {
  const row = { name: 'Staff day', starts_on: '2026-10-05', ends_on: '2026-10-05' }
  return (await db.insertInto('closure').values(row).returning('id').executeTakeFirstOrThrow()).id
}

async function room(db: Db): Promise<string> {
  const row = { venue_id: await addVenue(db), name: 'Green Room', access: 'One step' }
  return (await db.insertInto('room').values(row).returning('id').executeTakeFirstOrThrow()).id
}

const pages: Record<string, Page> = {
  'a term': {
    of: async (db) => paths.adminTerm({ id: await addTerm(db, { name: 'Autumn' }) }),
    ...{ field: 'name', hers: 'Autumn 2026', his: 'This autumn' },
  },
  'days that are closed': {
    of: async (db) => paths.adminClosure({ id: await closure(db) }),
    ...{ field: 'name', hers: 'Training day', his: 'Away day' },
  },
  'a category': {
    of: async (db) => paths.adminCategory({ id: await category(db) }),
    ...{ field: 'name', hers: 'Rest and sleep', his: 'Resting' },
  },
  'a room': {
    of: async (db) => paths.adminRoom({ id: await room(db) }),
    ...{ field: 'access', hers: 'A ramp', his: 'Two steps' },
  },
  'what a course says in easy read': {
    of: async (db) => paths.adminCourseEasyRead({ id: (await addCourse(db)).id }),
    ...{ field: 'easy_read', hers: 'We rest.', his: 'We sit down.' },
  },
}

test.each(Object.entries(pages))(
  'of %s the second is shown what the first saved, loses nothing typed, and decides',
  async (name, { of, field, hers, his }) => {
    const [ada, ben] = await office(college(), 'Ada', 'Ben')
    const address = await of(college().db)
    // A page on which a picture is chosen sends its form in parts.
    const send = (browser: typeof ada, typed: Record<string, string>) =>
      name.includes('easy read') ? browser.upload(address, typed) : browser.post(address, typed)
    const opened = fieldsOn((await ben.get(address)).text, address)
    const first = await send(ada, { ...fieldsOn((await ada.get(address)).text, address), [field]: hers })
    expect(first.status).toBe(303)
    const second = await send(ben, { ...opened, [field]: his })
    expect(second.status).toBe(409)
    expect(load(second.text)('[aria-labelledby="meanwhile"]').text()).toContain(hers)
    const again = fieldsOn(second.text, address)
    expect(again[field]).toBe(his)
    expect((await send(ben, again)).status).toBe(303)
    expect(fieldsOn((await ben.get(address)).text, address)[field]).toBe(his)
  },
)
