import { paths } from '../../paths.ts'
import type { Notice } from '../../web/session.ts'

export const seenToAlready: Notice = {
  kind: 'information',
  title: 'Somebody has seen to this already',
  text: 'Below is who is still to be found.',
}

export const walkInOut: Notice = { kind: 'success', title: 'They are taken out again' }

/** They came, so they may like a place: for the dates to come, if people still join, else on another course. */
export function walkInFound(
  person: { id: string; name: string },
  { drop_in: dropIn, title }: { drop_in: boolean; title: string },
  isOpen: boolean,
): Notice {
  const came = `It stands with what ${person.name} took part in.`
  if (dropIn) return { kind: 'success', title: 'It is noted who it was', text: came }
  return {
    kind: 'success',
    title: 'It is noted who it was',
    text: `${came} Would they like a place on ${isOpen ? title : 'another course'}?`,
    link: { href: paths.adminPersonEnrolments({ id: person.id }), text: 'Enrol them' },
  }
}
