// Choosing a course for somebody, or somebody for a course: each row has its button, or why it has none.
import { foundPeople, type Found, waysToReach } from '../../accounts/people/pages.ts'
import { placesWords } from '../../catalogue/joining-words.ts'
import { decideOpen } from '../../catalogue/open.ts'
import { placeIsFree, type Places } from '../../catalogue/places.ts'
import type { EnrolmentStatus } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { Run, SessionDetails } from '../../scheduling/queries.ts'
import { shortWhenOf, whereOf } from '../dates.ts'
import { runFacts } from '../rules.ts'
import { statusWords } from '../words.ts'
import type { listRunsToChoose } from './queries.ts'
import { refusalFor } from './words.ts'

type Choice = Awaited<ReturnType<typeof listRunsToChoose>>[number] & { run: Run; sessions: SessionDetails[] }

export function chooseCoursePage(
  person: { id: string; name: string },
  choices: Choice[],
  asked: string,
  at: Moment,
) {
  const matching = choices[0]?.matching ?? 0
  return {
    title: `Enrol ${person.name} on a course`,
    back: { href: paths.adminPerson({ id: person.id }), text: person.name },
    action: paths.adminPersonEnrolments({ id: person.id }),
    asked,
    choices: choices.map((choice) => courseChoice(choice, person, at)),
    more:
      matching > choices.length
        ? `The next ${choices.length} of ${matching} are shown. Type a part of the title, the place or the date to see others.`
        : undefined,
  }
}

function courseChoice(
  { run, sessions, ...choice }: Choice,
  person: { id: string; name: string },
  at: Moment,
) {
  const planned = sessions.filter(({ status }) => status === 'planned')
  const next = planned.find(({ ends_at }) => ends_at > at.now)
  const open = decideOpen(runFacts(run, sessions), at.now)
  // Whether it is first for this person is asked when somebody presses.
  const isOpen = open.ok || open.reason === 'first-for-others'
  const why = isOpen ? undefined : refusalFor(open, person.name, at.timeZone)
  const rowId = `run-${run.id}`
  return {
    rowId,
    title: run.title,
    when: next && shortWhenOf(next, at),
    detail: [next && whereOf(next), planned.length > 1 ? `${planned.length} dates` : '', run.code]
      .filter(Boolean)
      .join(', '),
    audience: run.audience,
    tags: choice.live === null ? (run.drop_in ? [] : [placesWords(choice)]) : [statusWords[choice.live]],
    why: choice.live === null ? why : undefined,
    enrol:
      choice.live === null && isOpen
        ? {
            action: paths.adminPersonEnrolments({ id: person.id }),
            text: enrolText(run, choice),
            hidden: [
              { name: 'run', value: run.id },
              { name: 'from', value: 'person' },
            ],
          }
        : undefined,
  }
}

function enrolText(run: Pick<Run, 'needs_approval'>, places: Places): string {
  if (run.needs_approval) return 'Ask for a place'
  return placeIsFree(places) ? 'Enrol' : 'Put on the waiting list'
}

export function choosePersonPage(
  run: Run,
  rows: { found: Found; live: { person_id: string; status: EnrolmentStatus }[]; one: boolean },
  asked: string,
) {
  const status = new Map(rows.live.map((one) => [one.person_id, one.status]))
  const { id } = run
  return {
    title: `Enrol somebody on ${run.title}`,
    back: { href: paths.adminRun({ id }), text: run.title },
    action: paths.adminRunEnrolling({ id }),
    asked,
    newHref: `${paths.adminNewPerson()}?run=${id}`,
    one: rows.one,
    ...foundPeople(rows.found, rows.one ? '' : asked),
    choices: rows.found.people.map((person) => {
      const has = status.get(person.id)
      return {
        rowId: `person-${person.id}`,
        title: person.name,
        href: paths.adminPerson({ id: person.id }),
        detail: waysToReach(person),
        tags: has === undefined ? [] : [statusWords[has]],
        enrol:
          has === undefined
            ? {
                action: paths.adminPersonEnrolments({ id: person.id }),
                text: 'Enrol',
                hidden: [
                  { name: 'run', value: id },
                  { name: 'from', value: 'run' },
                ],
              }
            : undefined,
      }
    }),
  }
}
