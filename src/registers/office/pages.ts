import { type Found, foundPeople, waysToReach } from '../../accounts/people/pages.ts'
import type { Moment } from '../../lib/time.ts'
import { addressWith } from '../../lib/path.ts'
import { counted, shortDay, timeInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import type { listUnmarked, UnknownWalkIn } from './queries.ts'

interface OfficeRows {
  unmarked: Awaited<ReturnType<typeof listUnmarked>>
  walkIns: UnknownWalkIn[]
}

/** Registers as the office works on them: paper to type in, what is not marked yet, who came without a place. */
export function registersPage({ unmarked, walkIns }: OfficeRows, at: Moment, form: Typed = nothingTyped) {
  return {
    title: 'Registers',
    back: { href: paths.admin(), text: 'Office' },
    action: paths.adminRegisters(),
    sheetsHref: paths.adminSheets(),
    unmarked: unmarked.map(({ id, title, starts_at: startsAt, drop_in: dropIn, ...count }) => ({
      when: whenOf(startsAt, at),
      title,
      href: paths.adminRegister({ id }),
      detail: dropIn
        ? 'Nobody has counted'
        : `${count.unmarked} of ${counted(count.expected, 'person', 'people')} not marked`,
    })),
    walkIns: walkIns.map((walkIn) => ({
      when: whenOf(walkIn.starts_at, at),
      title: walkIn.name ?? 'Somebody',
      href: paths.adminWalkIn({ id: walkIn.id }),
      detail: walkIn.title,
    })),
    ...withErrors(form),
  }
}

function whenOf(startsAt: Date, { timeZone }: Moment): string {
  return `${shortDay(startsAt, timeZone)}, ${timeInWords(startsAt, timeZone)}`
}

/** Who somebody is that walked in: people of that name, or whom the office searches for. */
export function walkInPage(
  walkIn: UnknownWalkIn,
  found: Found,
  asked: string,
  at: Moment,
  form = nothingTyped,
) {
  const id = { id: walkIn.id }
  return {
    title: `Who is ${walkIn.name ?? 'this'}?`,
    back: { href: paths.adminRegisters(), text: 'Registers' },
    came: `${walkIn.title}, ${whenOf(walkIn.starts_at, at)}`,
    contact: walkIn.contact,
    action: paths.adminWalkIn(id),
    removal: paths.adminWalkInRemoval(id),
    newHref: addressWith(paths.adminNewPerson(), { walk_in: walkIn.id }),
    asked,
    ...foundPeople(found, asked),
    choices: found.people.map((person) => ({
      title: person.name,
      href: paths.adminPerson({ id: person.id }),
      detail: waysToReach(person),
      rowId: `person-${person.id}`,
      choose: { action: paths.adminWalkIn(id), hidden: [{ name: 'person', value: person.id }] },
    })),
    ...withErrors(form),
  }
}
