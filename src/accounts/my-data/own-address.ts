// What a person's own copy says of an address that nobody has confirmed: the same, whether it is theirs or only claimed.
// What was sent, and in which way, would tell whoever registers with an address whether the college knows it.
import { givenAddress } from '../proofs/rules.ts'
import type { Fact, Section } from './gather.ts'

interface Given {
  id: string
  email: string | null
  claimed_email: string | null
  /** They registered themselves, and nobody has shown yet that the address is theirs. */
  unproven: boolean
}

/** What is written here depends on where the college can write to. */
const dependingOnAddress = [
  'mail',
  'text_message',
  'email_proof',
  'calendar_invite',
  'call',
  'offer',
  're_engagement',
  'reminder',
]

/** The sections for the person's own eyes. The office's copy has all of them. */
export function forTheirOwnEyes(sections: Section[], person: Given): Section[] {
  if (!person.unproven) return sections
  return sections.map((section) => {
    if (section.name === 'person') return withGivenAddress(section, person)
    return dependingOnAddress.includes(section.name) ? withheld(section) : section
  })
}

function withGivenAddress(section: Section, person: Given): Section {
  const said: Record<string, string | null> = { email: givenAddress(person), claimed_email: null }
  const given = (fact: Fact) => (fact.column in said ? { ...fact, value: said[fact.column] } : fact)
  const isTheirs = (facts: Fact[]) =>
    facts.some(({ column, value }) => column === 'id' && value === person.id)
  return { ...section, rows: section.rows.map((facts) => (isTheirs(facts) ? facts.map(given) : facts)) }
}

/** Said to be left out whether there is anything or not. */
function withheld(section: Section): Section {
  return { ...section, rows: [], leftOut: [...section.leftOut, { why: 'unproven', columns: ['*'] }] }
}
