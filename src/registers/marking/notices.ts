import type { Notice } from '../../web/session.ts'

export function registerSaved(saidSomething: boolean, unmarked: number): Notice {
  const rest = unmarked === 1 ? 'One person is not marked yet.' : `${unmarked} people are not marked yet.`
  return {
    kind: 'success',
    title: saidSomething ? 'The register is saved' : 'Nothing was changed',
    text: unmarked === 0 ? 'Everybody is marked. Thank you.' : rest,
  }
}

export const walkInAdded: Notice = {
  kind: 'success',
  title: 'They are on the register',
  text: 'The office looks whether we know them, and invites them to have a place.',
}

export const walkInOut: Notice = { kind: 'success', title: 'They are taken out again' }

export const headsCounted: Notice = { kind: 'success', title: 'The head count is saved' }
