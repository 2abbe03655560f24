import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { testDatabase } from '../support/database.ts'
import { addCourse } from '../support/college.ts'
import { findMatches } from '../../src/catalogue/search.ts'
const database = testDatabase()
test('x', async () => {
  const rows = parse(readFileSync('test/data/prospectus-a.csv'), { columns: true, bom: true }) as any[]
  const titles = [...new Set(rows.map((r) => r.course_title))]
  const byId = new Map<string, string>()
  for (const t of titles) byId.set((await addCourse(database().db, { title: t })).id, t)
  const out: string[] = []
  for (const q of [
    'anxeity',
    'anxity',
    'angziety',
    'wellbing',
    'well-being',
    'well being',
    'mindfullness',
    'depresion',
    'depression',
    'resiliance',
    'resilence',
    'assertivness',
    'sleap',
    'slep',
    'bipolar',
    'bi-polar',
    'skizophrenia',
    'schizofrenia',
    'scitzophrenia',
    'psycosis',
    'phsychosis',
    'creativty',
    'grattitude',
    'self-esteem',
    'selfesteem',
    'self esteam',
    'menapause',
    'menopaus',
    'volenteering',
    'volunteer',
    'carers',
    'walk',
    'walking',
    'pilaties',
    'art',
    'the',
    'how to',
    'getting',
    'medication',
    'medicine',
    'journalling',
    'comunication',
    'universal credit',
    'PIP',
    'pip',
    'wrap',
    'cafe',
    'café',
    'food',
    'foods',
    'money',
    'sleep',
    'sleeping',
    'personality disorder',
    'personalty disorder',
    'trauma',
    'truama',
    'self harm',
    'self-harm',
    'stres',
    'stress managment',
    'job',
    'jobs',
    'work',
    'employment',
    'film',
    'movie',
    'friends',
    'meeting peple',
    'heart',
    'men',
    'garden',
    'yoga',
    'cooking',
    'confidence',
    'IT for the terified',
    'xyzzy',
    'zzzzzz',
    'substance missuse',
    'ocd',
    'adhd',
    'anx',
    'mood',
    'post natal',
    'apointments',
    'advocasy',
    'therapys',
  ]) {
    const m = await findMatches(
      database().db,
      q,
      [...byId].map(([id, title]) => ({ id, title, summary: '' })),
    )
    out.push(
      q +
        (m.respelled.length ? ' ~' + m.respelled.map((r) => r.typed + '=' + r.meant) : '') +
        ' => ' +
        [...m.ranks]
          .sort((a, b) => b[1] - a[1])
          .slice(0, 5)
          .map(([id, r]) => byId.get(id) + ' ' + r.toFixed(3))
          .join(' | ') +
        (m.ranks.size > 5 ? ` (+${m.ranks.size - 5})` : ''),
    )
  }
  process.stdout.write(out.join('\n') + '\n')
})
