import { waysToReach } from '../../accounts/people/pages.ts'
import { grouped } from '../import/grouped.ts'
import { folded } from '../import/identity.ts'

export interface Named {
  id: string
  name: string
  email: string | null
  phone: string | null
}

/**
 * What each of these people is called where they stand beside each other: whoever shares a name, as the office's lists of
 * people tell them apart, `Alex Kim (alex@example.org)`.
 */
export function namesBeside(people: readonly Named[]): (one: Named) => string {
  const byName = grouped(new Map(people.map((one) => [one.id, one])).values(), ({ name }) => folded(name))
  return (one) => {
    const shared = (byName.get(folded(one.name)) ?? []).length > 1
    return shared ? `${one.name} (${waysToReach(one)})` : one.name
  }
}
