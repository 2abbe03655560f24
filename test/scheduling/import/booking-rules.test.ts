// Booking rules in a prospectus: each may be left out, and what a line says of them is read, kept or corrected.
import { importProspectus } from '../../../src/scheduling/import/import-prospectus.ts'
import { addEnrolment } from '../../support/college.ts'
import { testDatabase } from '../../support/database.ts'
import { snapshot } from './snapshot.ts'
import { type Cells, inShort, problemsOf, prospectus, settings } from './support.ts'

const database = testDatabase()
const db = () => database().db
const importRows = (...rows: Cells[]) => importProspectus(db(), { prospectus: prospectus(...rows) }, settings)
const theRun = () => db().selectFrom('run').selectAll().executeTakeFirstOrThrow()

const said = {
  audience: 'Carers',
  'Drop-in': 'no',
  'Enrolment opens': '3/9/2026 9am',
  enrolment_closes: '2026-10-09 17:00',
  priority_opens: '1 September 2026',
  priority_for: 'New people; carers',
  audience_confirmed: 'yes',
  first_session_needed: 'Y',
  sessions_needed: '3',
}
const kept = {
  drop_in: false,
  enrolment_opens_at: new Date('2026-09-03T08:00Z'),
  enrolment_closes_at: new Date('2026-10-09T16:00Z'),
  priority_opens_at: new Date('2026-08-31T23:00Z'),
  priority_for: ['carer-or-family', 'new'],
  ...{ audience_confirmed: true, first_session_needed: true, sessions_needed: 3 },
}

test('each rule of a line is kept with its run, and a file without these columns takes none of them away', async () => {
  expect((await importRows(said)).outcome).toBe('imported')
  expect(await theRun()).toMatchObject(kept)
  const before = await snapshot(db())
  for (const again of [said, {}, { ...said, priority_for: '', sessions_needed: '' }]) {
    const report = await importRows(again)
    expect([report.problems, report.runs[0]?.outcome]).toEqual([[], 'unchanged'])
  }
  expect(await snapshot(db())).toEqual(before)
})

test('a draft takes over other rules, and its history says which, by the names of its page', async () => {
  await importRows({})
  const { changes } = (await importRows(said)).runs[0]!
  expect(changes).toEqual(
    expect.arrayContaining(['opening of enrolment', 'whom it is first for', 'first class']),
  )
  expect(await theRun()).toMatchObject(kept)
  const trail = db().selectFrom('audit_event').where('action', '=', 'run.changed-by-import').select('detail')
  const { detail } = await trail.executeTakeFirstOrThrow()
  expect((detail as { changes: unknown[] }).changes).toEqual(
    expect.arrayContaining([
      { field: 'opens_at', before: '', after: '09:00' },
      { field: 'priority_for', before: '', after: 'carer-or-family\nnew' },
      { field: 'sessions_needed', before: '', after: '3' },
    ]),
  )
})

test('a drop-in on which people are is left as it is, and the line says why', async () => {
  await importRows({})
  const { id } = await theRun()
  for (const status of ['draft', 'published'] as const) {
    await db().updateTable('run').set({ status, co_delivery_override: 'For the test' }).execute()
    if (status === 'draft') await addEnrolment(db(), id, { status: 'waiting' })
    const { runs, problems } = await importRows({ drop_in: 'yes' })
    expect([runs[0]?.outcome, inShort(problems)]).toEqual([
      'left',
      [
        expect.stringMatching(
          /^warning 2 -: The run .* is left as it is, though the file differs in drop-in/,
        ),
      ],
    ])
    expect((await theRun()).drop_in).toBe(false)
  }
})

test.each([
  [{ audience_confirmed: 'yes' }, 'audience: Say whom it is for'],
  [
    { enrolment_opens: '3/9/2026', enrolment_closes: '2/9/2026 9am' },
    'enrolment_closes: Enter a moment after',
  ],
  // It begins on 5 October.
  [{ enrolment_opens: '2027-03-01' }, 'enrolment_opens: People can enrol until it begins'],
  [{ priority_opens: '1/9/2026' }, 'priority_for: Choose for whom'],
  [{ priority_for: 'staff' }, 'priority_opens: Enter from when'],
  [
    { priority_opens: '1/9/2026', priority_for: 'staff' },
    'enrolment_opens: Enter when it opens for everybody',
  ],
  [
    { enrolment_opens: '1/9/2026', priority_opens: '1/9/2026', priority_for: 'staff' },
    'priority_opens: Enter a moment before',
  ],
])(
  'rules that cannot stand together are said beside the cell, and nothing is imported: %j',
  async (row, error) => {
    const report = await importRows(row)
    expect([report.outcome, inShort(report.problems)]).toEqual([
      'refused',
      [expect.stringContaining(`error 2 ${error}`)],
    ])
    expect(await db().selectFrom('run').select('id').execute()).toEqual([])
  },
)

test.each([
  [{ drop_in: 'maybe' }, 'drop_in: "maybe" is neither yes nor no.'],
  [{ sessions_needed: '0' }, 'sessions_needed: "0" is not a whole number from 1 to 99.'],
  [{ enrolment_opens: 'soon' }, 'enrolment_opens: "soon" is not a day and a time.'],
  [{ enrolment_closes: '3/9/2026' }, 'enrolment_closes: "3/9/2026" is not a day and a time.'],
  [{ enrolment_opens: '31/9/2026 9am' }, 'enrolment_opens: "31/9/2026 9am" is not'],
  [{ enrolment_opens: '28/3/2027 01:30' }, 'enrolment_opens: On 28 March 2027 the clocks go forward'],
  [{ priority_for: 'friends; staff' }, 'priority_for: "friends" is none of: people who use services;'],
])('what is no rule is said beside its cell: %j', (row, error) => {
  expect(problemsOf([row])).toEqual([expect.stringContaining(`error 2 ${error}`)])
})
