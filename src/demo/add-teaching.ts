import type { Tx } from '../database/schema.ts'
import { type Moment, onTheClock } from '../lib/time.ts'
import { usualTimes } from '../scheduling/trainers/profiles/details.ts'
import {
  insertTraining,
  listTrainers,
  replaceCourses,
  replaceUsualTimes,
  upsertTrainer,
} from '../scheduling/trainers/profiles/queries.ts'
import { wantedDate } from '../scheduling/trainers/suitability/dates.ts'
import { listTaughtDates } from './queries.ts'

/** In the words of the office. Of the others nothing is written. */
const aboutThem: Record<string, string> = {
  'Maya Okafor': 'Likes small groups, and courses with something to make or do.',
  'Grace Ashdown': 'Happy to give anything online.',
}

/** The training of whoever comes first is due again in three weeks, that of the others in a year or more. */
const soon = 21
const later = 400

/** What the office knows of those who teach: as they teach in this term, so that nothing speaks against it. */
export async function addTeaching(tx: Tx, { now, timeZone }: Moment): Promise<void> {
  const today = onTheClock(now, timeZone).toPlainDate()
  const taught = await listTaughtDates(tx)
  const trainers = await listTrainers(tx, today.toString())
  for (const [index, { id, name, downForLived, downForProfessional }] of trainers.entries()) {
    const own = taught.filter(({ person_id }) => person_id === id)
    const times = own.flatMap(({ starts_at: startsAt, ends_at: endsAt }) => {
      const { weekday, parts } = wantedDate({ startsAt, endsAt }, timeZone)
      return parts.map((part) => `${weekday}-${part}`)
    })
    const usual = usualTimes.filter((time) => times.includes(time)).join('\n')
    const courses = [...new Set(own.map(({ course_id }) => course_id))].join('\n')
    const expertise = { lived: downForLived > 0, professional: downForProfessional > 0 }
    const known = { about_them: aboutThem[name] ?? '', active_from: null, active_until: null }
    await upsertTrainer(tx, id, { ...expertise, ...known, courses, usual })
    await replaceCourses(tx, id, courses)
    await replaceUsualTimes(tx, id, usual)
    await insertTraining(tx, id, {
      name: 'Train the trainer',
      done_on: today.subtract({ days: 700 - index * 10 }).toString(),
      due_again_on: today.add({ days: index === 0 ? soon : later + index * 10 }).toString(),
    })
  }
}
