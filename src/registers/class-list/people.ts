// Who is on a class list, as the page and the file say it: what stands here, and nothing else about anyone.
import type { AccessNeed } from '../../accounts/about-me/need-queries.ts'
import { flagOf } from '../../accounts/about-me/needs.ts'
import { supporterWords } from '../../accounts/about-me/pages.ts'
import type { listSupporters } from '../../accounts/about-me/queries.ts'
import { dayInWords } from '../../lib/words.ts'
import type { ListedPerson } from './queries.ts'

export interface ClassRows {
  people: ListedPerson[]
  /** Those that their owners share with trainers. */
  needs: Pick<AccessNeed, 'person_id' | 'kind' | 'need' | 'detail'>[]
  supporters: Awaited<ReturnType<typeof listSupporters>>
}

interface Flag {
  flag: string
  detail: string
}

interface OnTheList {
  id: string
  name: string
}

export interface Coming extends OnTheList {
  firstTime: boolean
  /** What they need in the room, for whoever makes it ready. */
  arrival: Flag[]
  /** What else they need. */
  flags: Flag[]
  helps: string
  supporter: string
}

export interface Left extends OnTheList {
  how: string
}

/** Who comes, and who was to come. Of the latter only that, and when they left: what helps them is no use any more. */
export function onTheList({ people, needs, supporters }: ClassRows, timeZone: string) {
  const coming: Coming[] = []
  const left: Left[] = []
  for (const one of people) {
    const who = { id: one.enrolment_id, name: one.name }
    if (!stillComing(one)) {
      left.push({ ...who, how: howTheyLeft(one, timeZone) })
      continue
    }
    const own = needs.filter(({ person_id: id }) => id === one.person_id)
    coming.push({
      ...who,
      firstTime: one.first_time,
      arrival: flagsOf(own.filter(({ kind }) => kind === 'in-the-room')),
      flags: flagsOf(own.filter(({ kind }) => kind !== 'in-the-room')),
      helps: one.what_helps,
      supporter: supporters.filter(({ person_id: id }) => id === one.person_id).map(supporterWords)[0] ?? '',
    })
  }
  return { coming, left }
}

/** Who is on the list without anything that they told: for whoever has not asked to read that. */
export function namesAlone(people: ListedPerson[]): ClassRows {
  return { people: people.map((one) => ({ ...one, what_helps: '' })), needs: [], supporters: [] }
}

export function stillComing({ status }: Pick<ListedPerson, 'status'>): boolean {
  return status !== 'withdrawn' && status !== 'cancelled'
}

function howTheyLeft({ status, ended_at: endedAt }: ListedPerson, timeZone: string): string {
  const how = status === 'withdrawn' ? 'Withdrew' : 'Taken off by the office'
  return endedAt === null ? how : `${how} on ${dayInWords(endedAt, timeZone)}`
}

function flagsOf(needs: ClassRows['needs']): Flag[] {
  return needs.map(({ kind, need, detail }) => ({ flag: flagOf(kind, need), detail }))
}
