import type { Moment } from '../../lib/time.ts'
import { counted, dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import type { AccessNeed, ComingNeed, DueNeed } from './need-queries.ts'
import { calendarDayInWords, shareOptions } from './need-pages.ts'
import { flagOf, kindOf, needKinds } from './needs.ts'

interface Person {
  id: string
  name: string
}

/** Which runs still to come have something to arrange, and whom to ask again. Nothing of what it is. */
export function officeNeedsPage(coming: ComingNeed[], due: DueNeed[], { timeZone }: Moment) {
  const runIds = [...new Set(coming.map(({ run_id }) => run_id))]
  const people = [...new Map(due.map((need) => [need.person_id, need])).values()]
  return {
    title: 'What people need',
    back: { href: paths.admin(), text: 'Office' },
    runs: runIds.map((id) => {
      const needs = coming.filter(({ run_id }) => run_id === id)
      const open = needs.filter(({ met_at }) => met_at === null).length
      const [first] = needs
      return {
        labelId: `run-${id}`,
        title: first?.title,
        when: first && dayInWords(first.starts_at, timeZone),
        detail: `${counted(needs.length, 'need')}, ${open === 0 ? 'all arranged' : `${open} to arrange`}`,
        action: paths.adminAccessNeeds(),
        hidden: [{ name: 'run', value: id }],
      }
    }),
    due: people.map(({ person_id, name, phone, email, review_on }) => ({
      title: name,
      href: paths.adminPersonNeeds({ id: person_id }),
      detail: phone ?? email ?? 'By letter',
      aside: `since ${calendarDayInWords(review_on)}`,
    })),
  }
}

/** What the people with a place on one run need, and a line to note that it is arranged. */
export function runNeedsPage(needs: ComingNeed[], { timeZone }: Moment) {
  const [first] = needs
  return {
    title: `What people need on ${first?.title ?? 'this course'}`,
    when: first && dayInWords(first.starts_at, timeZone),
    back: { href: paths.adminAccessNeeds(), text: 'What people need' },
    needs: needs.map((need) => ({
      ...needRow(need),
      name: need.name,
      href: paths.adminPersonNeeds({ id: need.person_id }),
      runId: need.run_id,
      met: need.met_at && dayInWords(need.met_at, timeZone),
    })),
  }
}

/** Before anybody reads: what can be written down, and that reading is noted. */
export function personNeedsPage(person: Person) {
  return {
    title: `What ${person.name} needs`,
    back: { href: paths.adminPerson({ id: person.id }), text: person.name },
    action: paths.adminPersonNeeds({ id: person.id }),
    adding: addingLinks(person),
  }
}

export function personNeedsShownPage(person: Person, needs: AccessNeed[]) {
  return {
    ...personNeedsPage(person),
    shown: true,
    needs: needs.map((need) => ({
      ...needRow(need),
      seen: need.share_with_trainers
        ? 'The office and their trainers see this.'
        : 'Only the office sees this.',
      asked: calendarDayInWords(need.review_on),
      stillRight: paths.adminNeedStillRight({ id: need.id }),
      end: paths.adminNeedEnd({ id: need.id }),
    })),
  }
}

/** The form with which staff write down what somebody told them. A kind that is none is taken for the first. */
export function tellNeedPage(person: Person, kind: unknown, { typed, errors }: Typed) {
  const chosen = kindOf(kind) ?? kindOf('format')
  return {
    title: `What ${person.name} needs`,
    question: chosen?.question,
    kind: chosen?.kind,
    back: { href: paths.adminPersonNeeds({ id: person.id }), text: `What ${person.name} needs` },
    action: paths.adminPersonNeedNew({ id: person.id }),
    needOptions: chosen?.needs.map(({ need, text }) => ({ value: need, text, checked: typed.need === need })),
    shareOptions: shareOptions(typed.share, 'their'),
    reviewOptions: reviews.map(({ value, text }) => ({
      value,
      text,
      checked: (typed.review_in ?? '12') === value,
    })),
    ...withErrors({ typed, errors }),
  }
}

const reviews = [
  { value: '3', text: 'In three months' },
  { value: '6', text: 'In six months' },
  { value: '12', text: 'In a year' },
]

function needRow(need: AccessNeed) {
  return {
    labelId: `need-${need.id}`,
    fieldId: `note-${need.id}`,
    flag: flagOf(need.kind, need.need),
    detail: need.detail,
    metAction: paths.adminNeedMet({ id: need.id }),
  }
}

function addingLinks({ id }: Person) {
  return needKinds.map(({ kind, title }) => ({
    text: titlesForStaff[kind] ?? title,
    href: `${paths.adminPersonNeedNew({ id })}?kind=${kind}`,
  }))
}

const titlesForStaff: Partial<Record<string, string>> = {
  format: 'How they read',
  communication: 'How they talk and listen',
  contact: 'How to reach them',
  'in-the-room': 'What they need in the room',
}
