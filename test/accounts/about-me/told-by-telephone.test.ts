// Whoever has no email, or asks by telephone, has written down, corrected and taken out what others do on their own pages.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { signUp } from '../../enrolment/support/people.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'

const college = testApp()

async function mags() {
  const { db } = college()
  const office = await signUp(college(), 'Office', ['administrator'])
  const id = await addPerson(db, { name: 'Mags Nomail', email: null })
  const told = async () => {
    const person = db.selectFrom('person').where('id', '=', id).select(['what_helps', 'student_kind'])
    const contacts = db.selectFrom('emergency_contact').where('person_id', '=', id)
    const supporters = db.selectFrom('supporter').where('person_id', '=', id)
    return {
      ...(await person.executeTakeFirstOrThrow()),
      contacts: await contacts.select(['name', 'phone', 'relationship']).execute(),
      supporters: await supporters.select(['name', 'comes_along']).execute(),
    }
  }
  return { db, office, id, told }
}

const pages = [
  paths.adminPersonEmergency,
  paths.adminPersonSupporter,
  paths.adminPersonHelps,
  paths.adminPersonKind,
]

const nothing = { what_helps: '', student_kind: null, contacts: [], supporters: [] }

const first: Record<string, string>[] = [
  { name: 'Mo Malley', phone: '07700 900456', relationship: 'My brother' },
  { name: 'Ana Lopes', comes_along: 'yes' },
  { what_helps: 'A seat near the door' },
  { student_kind: 'carer-or-family' },
]
const second: Record<string, string>[] = [
  { name: 'Sid Malley', phone: '01632 960001', relationship: '' },
  { name: 'Ana Lopes', comes_along: 'no' },
  { what_helps: 'Large print' },
  { student_kind: 'prefer-not-to-say' },
]

test('it is written down, corrected and taken out again, and the trail says what was changed and not to what', async () => {
  const { db, office, id, told } = await mags()
  const writeDown = async (fields: typeof first) => {
    for (const [index, to] of pages.entries()) {
      const answer = await office.browser.post(to({ id }), fields[index])
      expect([answer.status, answer.headers.location]).toEqual([303, paths.adminPerson({ id })])
    }
  }
  await writeDown(first)
  expect(await told()).toEqual({
    what_helps: 'A seat near the door',
    student_kind: 'carer-or-family',
    contacts: [first[0]],
    supporters: [{ name: 'Ana Lopes', comes_along: true }],
  })
  await writeDown(second)
  expect(await told()).toEqual({
    what_helps: 'Large print',
    student_kind: 'prefer-not-to-say',
    contacts: [second[0]],
    supporters: [{ name: 'Ana Lopes', comes_along: false }],
  })
  for (const to of pages) {
    const page = load((await office.browser.get(to({ id }))).text)
    const [name = '', value = ''] = ['name', 'value'].map((one) =>
      page('button:contains("Take out what is there")').attr(one),
    )
    expect((await office.browser.post(to({ id }), { [name]: value })).status).toBe(303)
  }
  expect(await told()).toEqual(nothing)
  const trail = await db
    .selectFrom('audit_event')
    .where('action', '=', 'person.changed-by-office')
    .orderBy('id')
    .select(['actor_id', 'subject_id', 'detail'])
    .execute()
  expect(trail.slice(0, 4)).toEqual(
    ['emergency_contact', 'supporter', 'what_helps', 'student_kind'].map((what) => ({
      actor_id: office.id,
      subject_id: id,
      detail: { changed: [what] },
    })),
  )
  expect(JSON.stringify(trail)).not.toMatch(/Malley|Ana|door|carer/)
})

test('what was told before is not shown to whoever writes: reading it is another page, which asks why', async () => {
  const { db, office, id } = await mags()
  for (const [index, to] of pages.entries()) await office.browser.post(to({ id }), first[index])
  for (const to of pages) {
    const shown = await office.browser.get(to({ id }))
    expect(shown.text).not.toMatch(/Mo Malley|07700|Ana Lopes|near the door/)
    expect(load(shown.text)('main input:checked')).toHaveLength(0)
    expect(load(shown.text)(`main a[href="${paths.adminSensitive({ id })}"]`)).toHaveLength(1)
  }
  expect(await db.selectFrom('sensitive_reading').selectAll().execute()).toEqual([])
})

test('the page of a person leads to it, also when there is nothing to read', async () => {
  const { office, id } = await mags()
  const person = load((await office.browser.get(paths.adminPerson({ id }))).text)
  const href = person('main a:contains("who supports them")').attr('href') ?? ''
  const links = load((await office.browser.get(href)).text)('#to-write-down ~ ul a')
  expect(links.map((_, link) => link.attribs.href).get()).toEqual(
    expect.arrayContaining(pages.map((to) => to({ id }))),
  )
})

test.each([
  [paths.adminPersonEmergency, { name: 'Mo', phone: 'ask Ben', relationship: 'Brother' }, '#phone'],
  [paths.adminPersonSupporter, { name: 'Ana' }, '#comes_along'],
  [paths.adminPersonHelps, { what_helps: '  ' }, '#what_helps'],
  [paths.adminPersonKind, { student_kind: 'patient' }, '#student_kind'],
])('%# what is wrong is said beside its field, and nothing is changed', async (to, fields, field) => {
  const { office, id, told } = await mags()
  await office.browser.get(to({ id }))
  const answer = await office.browser.post(to({ id }), fields)
  const page = load(answer.text)
  expect([answer.status, page('.nhsuk-error-summary a').attr('href')]).toEqual([422, field])
  if ('name' in fields) expect(page('#name').val()).toBe(fields.name)
  expect(await told()).toEqual(nothing)
})

test('nothing is written of somebody who has left, or of a record that is part of another', async () => {
  const { db, office, id, told } = await mags()
  const other = await addPerson(db)
  await office.browser.get(paths.adminPersonHelps({ id }))
  const left = { erased_at: today, last_seen_at: null, postal_address: '' }
  for (const change of [{ merged_into: other }, { merged_into: null, ...left }]) {
    await db.updateTable('person').set(change).where('id', '=', id).execute()
    for (const [index, to] of pages.entries())
      expect((await office.browser.post(to({ id }), first[index])).status).toBe(404)
  }
  expect(await told()).toEqual(nothing)
})
