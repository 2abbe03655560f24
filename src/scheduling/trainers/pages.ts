import type { Expertise } from '../../database/schema.ts'
import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed } from '../../web/form-page.ts'
import type { Run, Trainer } from '../queries.ts'
import { missingTrainer } from '../rules.ts'
import { bySuitability, type Candidate } from './rules.ts'

export interface TeamRows {
  run: Run
  team: Trainer[]
  /** Who could come, by what they would bring. */
  candidates: Record<Expertise, Candidate[]>
  /** How many dates are still to come. */
  dates: number
}

const expertiseWords = { lived: 'Peer trainer', professional: 'Professional trainer' }

/** Who gives a run, who could take over from each, and who else could come. */
export function teamPage({ run, team, candidates, dates }: TeamRows, form: Typed = nothingTyped) {
  const missing = missingTrainer(team.map(({ expertise }) => expertise))
  const open = run.status === 'draft' || run.status === 'published'
  return {
    title: `Trainers of ${run.title}`,
    back: { href: paths.adminRun({ id: run.id }), text: run.title },
    missing: missing && missingWords[missing],
    brokenPair: run.pair_broken_at !== null,
    dates: counted(dates, 'date'),
    published: run.status === 'published',
    leaving: paths.adminTrainerLeaving({ id: run.id }),
    joining: paths.adminRunTrainers({ id: run.id }),
    open,
    team: team.map((trainer) => trainerCard(trainer, candidates[trainer.expertise], form)),
    join: {
      options: [none('Choose somebody'), ...namesOf([...candidates.lived].sort(byName), form.typed.comes)],
      kinds: (['lived', 'professional'] as const).map((value) => ({
        value,
        text: expertiseWords[value],
        checked: (form.typed.expertise ?? preferred(missing)) === value,
      })),
      errorComes: errorOf(form, 'comes'),
      errorExpertise: errorOf(form, 'expertise'),
    },
    errors: form.errors.map(({ field, message }) => ({ href: `#${field}`, text: message })),
  }
}

const missingWords = {
  'no-peer-trainer': 'A peer trainer is missing.',
  'no-professional-trainer': 'A professional trainer is missing.',
}

function preferred(missing: ReturnType<typeof missingTrainer>): Expertise | undefined {
  if (missing === undefined) return undefined
  return missing === 'no-peer-trainer' ? 'lived' : 'professional'
}

function trainerCard({ person_id, name, expertise }: Trainer, candidates: Candidate[], form: Typed) {
  const typed = form.typed.leaves === person_id ? form.typed : {}
  const sorted = [...candidates].sort(bySuitability)
  return {
    id: person_id,
    name,
    role: expertiseWords[expertise],
    comesId: `comes-${person_id}`,
    reasonId: `reason-${person_id}`,
    none: none('Nobody yet'),
    groups: [
      {
        label: 'Free on every date',
        options: namesOf(
          sorted.filter(({ busy }) => busy === 0),
          typed.comes,
        ),
      },
      {
        label: 'Teaching something else then',
        options: namesOf(
          sorted.filter(({ busy }) => busy > 0),
          typed.comes,
        ),
      },
    ].filter(({ options }) => options.length > 0),
    reason: typed.reason ?? '',
    errorComes: errorOf(form, `comes-${person_id}`),
    errorReason: errorOf(form, `reason-${person_id}`),
    open: form.errors.some(({ field }) => field.endsWith(person_id)),
  }
}

const none = (text: string) => ({ value: '', text, selected: false })
const byName = (one: Candidate, other: Candidate) => one.name.localeCompare(other.name)

function namesOf(candidates: Candidate[], chosen?: string) {
  return candidates.map((candidate) => ({
    value: candidate.id,
    text: [candidate.name, ...knownFor(candidate)].join(', '),
    selected: candidate.id === chosen,
  }))
}

function knownFor({ knowsCourse, gave, busy }: Candidate): string[] {
  return [
    ...(knowsCourse
      ? ['gave this course before']
      : gave > 0
        ? [`gave ${counted(gave, 'run')} like this`]
        : []),
    ...(busy > 0 ? [`busy on ${counted(busy, 'date')}`] : []),
  ]
}

function errorOf({ errors }: Typed, field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message
}
