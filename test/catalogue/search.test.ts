import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { listCourses } from '../../src/catalogue/queries.ts'
import { findMatches } from '../../src/catalogue/search.ts'
import { addCourse } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'

const database = testDatabase()

// The titles of a real prospectus, and one that many have and this one has not.
const file = readFileSync(path.join(__dirname, '../data/prospectus-a.csv'))
const rows = parse<{ course_title: string; category: string }>(file, { columns: true, bom: true })
const titles = new Map([['Mindfulness', ''], ...rows.map((row) => [row.course_title, row.category] as const)])

async function addProspectus() {
  for (const [title, category] of titles) {
    const categories = category.split('; ').filter((name) => name !== '')
    await addCourse(database().db, { title, categories })
  }
}

async function search(q: string) {
  const { db } = database()
  const courses = await listCourses(db)
  const { ranks, respelled } = await findMatches(db, q, courses)
  const found = [...ranks].sort(([, one], [, other]) => other - one)
  return { found: found.map(([id]) => courses.find((course) => course.id === id)?.title), respelled }
}

const spellings: [typed: string, title: string][] = [
  ['anxeity', 'Living with Anxiety'],
  ['anxity', 'Living with Anxiety'],
  ['angziety', 'Living with Anxiety'],
  ['wellbing', 'Wellbeing Café'],
  ['well-being', 'Wellbeing Café'],
  ['well being', 'Wellbeing Café'],
  ['mindfullness', 'Mindfulness'],
  ['mindfulnes', 'Mindfulness'],
  ['minfulness', 'Mindfulness'],
  ['depresion', 'Living with Depression'],
  ['deppression', 'Living with Depression'],
  ['resiliance', 'Building Resilience'],
  ['resilence', 'Building Resilience'],
  ['assertivness', 'Communication and Assertiveness'],
  ['comunication', 'Communication and Assertiveness'],
  ['sleap', "Getting A Good Night's Sleep"],
  ['slep', "Getting A Good Night's Sleep"],
  ['bipolar', 'Living with Bi Polar Disorder'],
  ['bi-polar', 'Living with Bi Polar Disorder'],
  ['skizophrenia', 'Living with Schizophrenia'],
  ['schizofrenia', 'Living with Schizophrenia'],
  ['scitzophrenia', 'Living with Schizophrenia'],
  ['psycosis', 'Living with Psychosis'],
  ['phsychosis', 'Living with Psychosis'],
  ['creativty', 'The Art of Creativity and Wellbeing'],
  ['grattitude', 'Understanding Gratitude'],
  ['selfesteem', 'Building Self Esteem'],
  ['self esteam', 'Building Self Esteem'],
  ['menapause', 'My Menopause Matters'],
  ['volenteering', 'Volunteering, Wellbeing and Me'],
  ['pilaties', 'Chair Pilates'],
  ['truama', 'Understanding Trauma'],
  ['personalty disorder', 'Living with Personality Disorder'],
  ['substance missuse', 'Understanding Substance Misuse'],
  ['meeting peple', 'Meeting People and Making Friends'],
  ['apointments', 'Getting the Most From Your Appointments'],
  ['advocasy', 'Understanding Advocacy'],
  ['stress managment', 'Stress Management'],
  ['post natal', 'Postnatal Depression'],
  ['cafe', 'Wellbeing Café'],
]

const endings: [typed: string, title: string][] = [
  ['volunteer', 'Volunteering, Wellbeing and Me'],
  ['walks', 'Walking Group'],
  ['sleeping', "Getting A Good Night's Sleep"],
  ['foods', 'Food and Mood'],
  ['medication', 'Understanding Medications'],
  ['medicine', 'Understanding Medications'],
  ['therapy', 'Introduction to Psychological Therapies'],
  ['job', 'Job Skills for Everyone'],
  ['journals', 'Compassionate Journaling'],
  ['resil', 'Building Resilience'],
  ['MENOPAUS', 'My Menopause Matters'],
]

test('people find the course they mean, however they spell it', async () => {
  await addProspectus()
  const missed: string[] = []
  for (const [typed, title] of spellings) {
    const { found } = await search(typed)
    if (!found.slice(0, 5).includes(title)) missed.push(typed)
  }
  expect(missed).toEqual([])
})

test('people find the course they mean by another form of the word, or by its beginning', async () => {
  await addProspectus()
  const missed: string[] = []
  for (const [typed, title] of endings) {
    const { found } = await search(typed)
    if (found[0] !== title) missed.push(typed)
  }
  expect(missed).toEqual([])
})

test('what we do not teach finds nothing rather than something near', async () => {
  await addProspectus()
  for (const q of ['cooking', 'yoga', 'heart', 'guitar', 'xyzzy', '%', '   ', "'; drop table course; --"]) {
    expect([q, (await search(q)).found]).toEqual([q, []])
  }
})

test('a word that was read as another says so, and one that was typed right does not', async () => {
  await addProspectus()
  expect((await search('anxeity')).respelled).toEqual([{ typed: 'anxeity', meant: ['anxiety'] }])
  expect((await search('bipolar')).respelled).toEqual([])
  expect((await search('walking')).respelled).toEqual([])
})

test('a title answers better than a summary, and a whole word better than a beginning', async () => {
  const { db } = database()
  await addCourse(db, { title: 'Sleepwalkers' })
  await addCourse(db, { title: 'Rest', summary: 'How to sleep' })
  await addCourse(db, { title: 'Sleep' })
  expect((await search('sleep')).found).toEqual(['Sleep', 'Sleepwalkers', 'Rest'])
})

test('a course is found by its category, and by what to expect of it', async () => {
  const { db } = database()
  await addCourse(db, { title: 'Compassion', categories: ['Carers'] })
  await addCourse(db, { title: 'Walks', whatToExpect: 'We go through gardens', whoItIsFor: 'Beginners' })
  expect((await search('caring')).found).toEqual(['Compassion'])
  expect((await search('garden beginner')).found).toEqual(['Walks'])
})

test('courses that answer more of the words put those that answer fewer aside', async () => {
  const { db } = database()
  await addCourse(db, { title: 'Food and Mood' })
  await addCourse(db, { title: 'Movement and Mood' })
  expect((await search('food mood')).found).toEqual(['Food and Mood'])
  expect((await search('mood workshop evenings')).found).toHaveLength(2)
})

test('words so common that the index leaves them out still find a title', async () => {
  const { db } = database()
  await addCourse(db, { title: 'How to Be' })
  await addCourse(db, { title: 'Sleep' })
  expect((await search('how to')).found).toEqual(['How to Be'])
})

test('a course that is not published is never found, nor any word of it', async () => {
  const { db } = database()
  await addCourse(db, { title: 'Sleep', status: 'draft' })
  await addCourse(db, { title: 'Sleeping well', status: 'retired' })
  expect(await search('sleep')).toEqual({ found: [], respelled: [] })
})

test('no search is too odd for the database', async () => {
  await addCourse(database().db, { title: 'Sleep' })
  const odd = [
    "'",
    '"',
    '\\',
    ':*',
    '& | !',
    '<->',
    '½ ﬃ №',
    'a'.repeat(200),
    'ß',
    '🙂',
    '\ud800',
    'or and not',
    '--',
  ]
  for (const q of odd) expect((await search(q)).found).toEqual([])
})
