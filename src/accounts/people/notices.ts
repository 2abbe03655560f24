// What the office reads after it has changed something about a person.
import type { Role } from '../../database/schema.ts'
import { counted, listed } from '../../lib/words.ts'
import type { Notice } from '../../web/session.ts'
import { roleWords } from './words.ts'

export const detailsSaved: Notice = { kind: 'success', title: 'The details are saved' }

export function personAdded(name: string): Notice {
  return { kind: 'success', title: `${name} is added` }
}

export function rolesSaved(name: string, { given, taken }: { given: Role[]; taken: Role[] }): Notice {
  const texts = (roles: Role[]) => listed(roles.map((role) => roleWords[role].text.toLowerCase()))
  const sentences = [
    ...(given.length > 0 ? [`New: ${texts(given)}.`] : []),
    ...(taken.length > 0 ? [`No longer: ${texts(taken)}.`] : []),
  ]
  return sentences.length === 0
    ? { kind: 'information', title: 'Nothing was changed', text: 'The boxes were as they are.' }
    : { kind: 'success', title: `What ${name} may do is saved`, text: sentences.join(' ') }
}

export function agreementNoted(name: string, { title, version }: { title: string; version: number }): Notice {
  return { kind: 'success', title: `Noted: ${name} has agreed`, text: `${title}, version ${version}.` }
}

export const notedBefore: Notice = {
  kind: 'information',
  title: 'That was noted before',
  text: 'Nothing was changed.',
}

export function signedOutEverywhere(name: string, browsers: number): Notice {
  if (browsers === 0)
    return { kind: 'information', title: 'Nothing to end', text: `${name} was not signed in anywhere.` }
  const text = `${name} is signed out of ${counted(browsers, 'browser')}. They can sign in again.`
  return { kind: 'success', title: 'Signed out everywhere', text }
}

export function codesEnded(name: string, required: boolean): Notice {
  const then = required
    ? 'They are asked to set up new ones when they next sign in.'
    : 'Until they set up new ones, they sign in without.'
  return {
    kind: 'success',
    title: `${name} can set up new codes`,
    text: `They are signed out everywhere, and their old codes no longer work. ${then}`,
  }
}

export const noCodes: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'They have no codes from an app.',
}

export function signInMailSent(name: string): Notice {
  return {
    kind: 'success',
    title: `A message goes out to ${name}`,
    text: 'The link in it signs them in. It works once, and not for long.',
  }
}

export const noEmailAddress: Notice = {
  kind: 'information',
  title: 'Nothing was sent',
  text: 'They have no email address.',
}
