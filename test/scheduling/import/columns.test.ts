import { readRunRows } from '../../../src/scheduling/import/rows.ts'
import { csv, inShort, tableOf } from './support.ts'

const read = (...lines: string[]) => readRunRows(tableOf(csv(...lines)))

test('missing columns are one error that names what was found', () => {
  const { rows, problems } = read('Title,Day,Venue', 'Art,Monday,Town Hall', 'Music,Monday,Town Hall')
  expect(rows).toEqual([])
  expect(inShort(problems)).toEqual([
    'error - -: The columns course_title, first_date, start_time and delivery_mode are missing. ' +
      'The first line of the file has: "Title", "Day" and "Venue".',
  ])
})

const columns = 'course_title,first_date,start_time,delivery_mode'

test('the venue may be left out when everything is online, and only then', () => {
  const online = read(columns, 'Art,2026-10-05,10:00,Online')
  expect(online.problems).toEqual([])
  expect(online.rows[0]).toMatchObject({ mode: 'online', venue: 'Online' })
  const mixed = read(columns, 'Art,2026-10-05,10:00,Online', 'Music,2026-10-05,10:00,In person')
  expect(inShort(mixed.problems)).toEqual([expect.stringMatching(/^error - -: The column venue is missing/)])
})

test('a column that is there twice is an error', () => {
  const { problems } = read(`${columns},venue,Venue`, 'Art,2026-10-05,10:00,Online,a,b')
  expect(inShort(problems)).toEqual([expect.stringMatching(/^error 1 venue: This column is there twice/)])
})

test('columns we have no use for are named and kept aside with their row; empty cells are not', () => {
  const sheet = read(
    `${columns},Cost,,peer_trainer_role,Cost,`,
    'Art,2026-10-05,10:00,Online,5,seen,Peer educator,6,',
    'Music,2026-10-05,10:00,Online,,,,,',
  )
  expect(sheet.extraColumns).toEqual(['Cost', 'column 6', 'Cost (column 8)'])
  expect(sheet.rows.map(({ extra }) => extra)).toEqual([
    { Cost: '5', 'column 6': 'seen', 'Cost (column 8)': '6', peer_trainer_role: 'Peer educator' },
    {},
  ])
})

test('categories are parted by semicolons', () => {
  const { rows } = read(`${columns},category`, 'Art,2026-10-05,10:00,Online,Mental Health; Carers;;Carers')
  expect(rows[0]?.categories).toEqual(['Mental Health', 'Carers'])
})
