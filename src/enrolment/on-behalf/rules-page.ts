import { paths } from '../../paths.ts'
import type { Run } from '../../scheduling/queries.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import type { BrokenRule } from '../booking-rules/rules.ts'
import { ruleForOffice } from '../booking-rules/words.ts'
import type { EnrolForForm } from './forms.ts'

interface Asked {
  person: { id: string; name: string }
  run: Run
  broken: BrokenRule[]
  /** What was pressed. */
  values: EnrolForForm
}

/** Rules of booking speak against it, or it is asked whether they are whom it is for: what to ask, and how to go on. */
export function askRulesPage({ person, run, broken, values }: Asked, timeZone: string) {
  const { from, overlap } = values
  const toDoFirst = broken.flatMap((one) => (one.rule === 'do-first' ? one.courses : []))
  const isAllThereIs = broken.every(({ rule }) => rule === 'do-first')
  return {
    title: broken.length === 0 ? `Is this for ${person.name}?` : `Before you enrol ${person.name}`,
    courseTitle: run.title,
    rules: broken.map((one) => ruleForOffice(one, timeZone)),
    done: toDoFirst.map(({ id, title }) => ({
      value: id,
      text: `They did ${title} before, here or somewhere else`,
      checked: values.done.split('\n').includes(id),
    })),
    doneHint: `We note it for them, for this and for later.${isAllThereIs ? ' Then it needs no reason.' : ''}`,
    asksReason: broken.length > 0,
    confirm: run.audience_confirmed ? `They say that this is for them: ${run.audience}` : undefined,
    isConfirmed: values.confirmed,
    action: paths.adminPersonEnrolments({ id: person.id }),
    hidden: [
      { name: 'run', value: run.id },
      { name: 'from', value: from },
      { name: 'asked', value: 'yes' },
      ...(overlap === undefined ? [] : [{ name: 'overlap', value: overlap }]),
      ...(broken.length > 0 || values.reason === '' ? [] : [{ name: 'reason', value: values.reason }]),
    ],
    instead:
      from === 'run'
        ? { text: `Back to ${run.title}`, href: paths.adminRun({ id: run.id }) }
        : { text: `Back to ${person.name}`, href: paths.adminPerson({ id: person.id }) },
    ...withErrors(mistakesOf({ run, broken, values })),
  }
}

/** Nothing is wrong before the question was asked. */
function mistakesOf({ run, broken, values }: Omit<Asked, 'person'>): Typed {
  const typed = { reason: values.reason }
  if (values.asked === undefined) return { typed, errors: [] }
  const missing =
    values.reason.length > mostReason
      ? `Use ${mostReason} characters or fewer`
      : 'Say why, in a few words, or do not enrol them'
  return {
    typed,
    errors: [
      ...(broken.length === 0 ? [] : [{ field: 'reason', message: missing }]),
      ...(run.audience_confirmed && !values.confirmed
        ? [{ field: 'confirmed', message: 'Ask them, and tick this if it is for them' }]
        : []),
    ],
  }
}

const mostReason = 300

/** A reason that can be kept; anything else is asked for again. */
export function reasonGiven({ reason }: EnrolForForm): string | undefined {
  return reason === '' || reason.length > mostReason ? undefined : reason
}

/** What was said of the rules, to be sent again with a further question. */
export function saidBefore(values: EnrolForForm) {
  const reason = reasonGiven(values)
  return [
    ...(values.confirmed ? [{ name: 'confirmed', value: 'yes' }] : []),
    ...(reason === undefined ? [] : [{ name: 'reason', value: reason }]),
  ]
}
