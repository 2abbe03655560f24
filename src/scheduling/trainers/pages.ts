import type { Expertise } from '../../database/schema.ts'
import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed } from '../../web/form-page.ts'
import type { Run, Trainer } from '../queries.ts'
import { missingTrainer } from '../rules.ts'
import type { Lacking } from './covers/find-lacking.ts'
import { type coversDecided, dateToSeeTo, laterInWords } from './covers/pages.ts'
import { groupsOf } from './suitability/options.ts'
import type { Suitability } from './suitability/rules.ts'

export interface TeamRows {
  run: Run
  team: Trainer[]
  /** Who could come, by what they would bring, the most suitable first. */
  candidates: Record<Expertise, Suitability[]>
  /** How many dates are still to come. */
  dates: number
  /** Dates that one of them does not come to, and nobody has seen to. */
  lacking: Lacking
  /** The others, as it was decided. */
  decided: ReturnType<typeof coversDecided>
}

const expertiseWords = { lived: 'Peer trainer', professional: 'Professional trainer' }

/** Who gives a run, who could take over from each, and who else could come. */
export function teamPage(
  { run, team, candidates, dates, lacking, decided }: TeamRows,
  timeZone: string,
  form: Typed = nothingTyped,
) {
  const missing = missingTrainer(team.map(({ expertise }) => expertise))
  const open = run.status === 'draft' || run.status === 'published'
  return {
    title: `Trainers of ${run.title}`,
    back: { href: paths.adminRun({ id: run.id }), text: run.title },
    missing: missing && (team.length === 0 ? bothMissing : missingWords[missing]),
    brokenPair: run.pair_broken_at !== null,
    giving: givingInWords(dates, decided.length > 0),
    datesHref: paths.adminRunSessions({ id: run.id }),
    lacking: lacking.shown.map((one) => dateToSeeTo(one, { timeZone, back: 'run' })),
    lackingCount: counted(lacking.all.length, 'date lacks', 'dates lack'),
    later: laterInWords(lacking),
    decided: [...decided].sort((one, other) => one.at - other.at),
    published: run.status === 'published',
    leaving: paths.adminTrainerLeaving({ id: run.id }),
    joining: paths.adminRunTrainers({ id: run.id }),
    open,
    team: team.map((trainer) => trainerCard(trainer, groupsFor(trainer, candidates, form, timeZone), form)),
    join: {
      heading: team.length === 0 ? 'Who gives it?' : 'Somebody else comes too',
      options: [none('Choose somebody')],
      groups: groupsOf(whoCouldJoin(candidates, preferred(missing)), timeZone, form.typed.comes),
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

function givingInWords(dates: number, butSome: boolean): string {
  if (dates === 0) return 'No date is still to come.'
  if (butSome) return `They give the ${counted(dates, 'date')} still to come, except:`
  return dates === 1 ? 'They give the one date still to come.' : `They give all ${dates} dates still to come.`
}

const bothMissing = 'A peer trainer and a professional trainer are missing.'
const missingWords = {
  'no-peer-trainer': 'A peer trainer is missing.',
  'no-professional-trainer': 'A professional trainer is missing.',
}

function preferred(missing: ReturnType<typeof missingTrainer>): Expertise | undefined {
  if (missing === undefined) return undefined
  return missing === 'no-peer-trainer' ? 'lived' : 'professional'
}

function groupsFor(
  { person_id, expertise }: Trainer,
  candidates: TeamRows['candidates'],
  { typed }: Typed,
  timeZone: string,
) {
  return groupsOf(candidates[expertise], timeZone, typed.leaves === person_id ? typed.comes : undefined)
}

function trainerCard(
  { person_id, name, expertise }: Trainer,
  groups: ReturnType<typeof groupsOf>,
  form: Typed,
) {
  const typed = form.typed.leaves === person_id ? form.typed : {}
  return {
    id: person_id,
    name,
    href: paths.adminTrainer({ id: person_id }),
    role: expertiseWords[expertise],
    comesId: `comes-${person_id}`,
    reasonId: `reason-${person_id}`,
    none: none('Nobody yet'),
    groups,
    reason: typed.reason ?? '',
    errorComes: errorOf(form, `comes-${person_id}`),
    errorReason: errorOf(form, `reason-${person_id}`),
    open: form.errors.some(({ field }) => field.endsWith(person_id)),
  }
}

const none = (text: string) => ({ value: '', text, selected: false })

/** By the expertise that is missing; where none is, whoever joins says with it what they bring. */
function whoCouldJoin(candidates: TeamRows['candidates'], missing: Expertise | undefined): Suitability[] {
  return missing === undefined ? candidates.lived.map(whateverTheyBring) : candidates[missing]
}

function whateverTheyBring(one: Suitability): Suitability {
  const reasons = one.reasons.filter(({ is }) => is !== 'other-expertise' && is !== 'gave-runs')
  return { ...one, expertise: 'unknown', reasons }
}

function errorOf({ errors }: Typed, field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message
}
