import type { Expertise } from '../../../database/schema.ts'
import { addressWith } from '../../../lib/path.ts'
import { counted, listed } from '../../../lib/words.ts'
import { paths } from '../../../paths.ts'
import { longDate, plusDays } from '../../import/dates.ts'
import { namesBeside } from '../namesakes.ts'
import { expertiseOf } from '../suitability/rules.ts'
import { daysInWords } from '../suitability/words.ts'
import type { TrainerRow } from './queries.ts'

const filters = [
  { value: '', text: 'Everybody' },
  { value: 'lived', text: 'Lived experience' },
  { value: 'professional', text: 'Professional expertise' },
]

/** A training is looked after from this many days before it is due. */
const daysBeforeDue = 60

interface ListRows {
  trainers: TrainerRow[]
  /** Dates that somebody is down for and away then. */
  lacking: { id: string; dates: number }[]
}

/** Everybody who is a trainer: what they bring and can give, when they are away, and what is due. */
export function trainersPage({ trainers, lacking }: ListRows, chosen: string, today: string) {
  const nameOf = namesBeside(trainers)
  const shown = trainers.filter((one) => brings(one, chosen)).map((one) => ({ ...one, name: nameOf(one) }))
  return {
    title: 'Trainers',
    back: { href: paths.admin(), text: 'Office' },
    peopleHref: paths.adminPeople(),
    filters: filters.map(({ value, text }) => ({
      text,
      href: value === '' ? paths.adminTrainers() : addressWith(paths.adminTrainers(), { expertise: value }),
      current: value === chosen,
    })),
    count: counted(shown.length, 'trainer'),
    rows: shown.map((one) => row(one, lacking.find(({ id }) => id === one.id)?.dates ?? 0, today)),
    nothing: trainers.length === 0,
  }
}

export function filterIn(query: unknown): string {
  return filters.find(({ value }) => value === query)?.value ?? ''
}

function brings(trainer: TrainerRow, chosen: string): boolean {
  return chosen === '' || expertiseOf(trainer, chosen as Expertise) === 'has'
}

function row(trainer: TrainerRow, lacking: number, today: string) {
  const { id, name, away, training, activeUntil } = trainer
  const due = training !== null && training.due <= plusDays(today, daysBeforeDue)
  const gone = activeUntil !== null && activeUntil < today
  return {
    href: paths.adminTrainer({ id }),
    title: name,
    detail: [expertiseInWords(trainer), givesInWords(trainer)].filter(Boolean).join('. '),
    aside: away === null ? '' : `Away ${daysInWords(away)}`,
    tags: [
      ...(lacking > 0 ? [{ kind: 'full', text: `${counted(lacking, 'date')} to see to` }] : []),
      ...(due ? [{ kind: 'waiting', text: `${training.name} due ${longDate(training.due)}` }] : []),
      ...(gone ? [{ kind: 'ended', text: 'Teaches no more' }] : []),
    ],
  }
}

function expertiseInWords(trainer: TrainerRow): string {
  const kinds = [
    { kind: 'lived', text: 'lived experience' },
    { kind: 'professional', text: 'professional expertise' },
  ] as const
  const words = listed(
    kinds.flatMap(({ kind, text }) => (expertiseOf(trainer, kind) === 'has' ? [text] : [])),
  )
  return words === '' ? 'Expertise not known yet' : `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`
}

const mostTitles = 3

function givesInWords({ courses }: TrainerRow): string {
  if (courses.length === 0) return ''
  const more = courses.length - mostTitles
  const named = courses.slice(0, more > 0 ? mostTitles : courses.length)
  return `Can give ${listed(more > 0 ? [...named, counted(more, 'other')] : named)}`
}
