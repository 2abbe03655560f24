import type { CallOutcome } from '../../database/schema.ts'
import type { Notice } from '../../web/session.ts'

export function callNoted(name: string, outcome: CallOutcome): Notice {
  const done = (title: string, text?: string): Notice => ({
    kind: 'success',
    title,
    ...(text === undefined ? {} : { text }),
  })
  switch (outcome) {
    case 'spoke':
      return done(`Thank you for calling ${name}`)
    case 'will-come':
      return done(`${name} will come`, 'Thank you for calling. They stay on the course.')
    case 'wants-to-withdraw':
      return done(
        `${name} has withdrawn`,
        'The place goes to the next person in line, if somebody can still join.',
      )
    case 'for-the-office':
      return done('The office gets in touch', `${name} stands on its list now. Thank you for calling.`)
    case 'could-not-reach':
      return done(
        `We leave it at that with ${name}`,
        'Nothing changes for them. Perhaps they come again by themselves.',
      )
    case 'left-message':
      return done('Your message is noted', `${name} stays on this list, until somebody has spoken to them.`)
    case 'no-answer':
      return done('Noted', `${name} stays on this list. Another time of the day may be better.`)
  }
}

export function youCall({ name, phone }: { name: string; phone: string | null }): Notice {
  return {
    kind: 'success',
    title: phone === null ? `You get in touch with ${name}` : `You call ${name}`,
    text: 'Nobody else is asked to, until you note what came of it.',
  }
}

export const takenMeanwhile: Notice = {
  kind: 'information',
  title: 'Somebody else was quicker',
  text: 'This page shows how it stands now.',
}

export const letGo: Notice = { kind: 'success', title: 'Somebody else can call them' }

export const doneMeanwhile: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'Somebody has noted a call meanwhile, or it was not needed any more.',
}

export function callTakenBack(name: string, open: boolean): Notice {
  return {
    kind: 'success',
    title: 'It is taken back',
    text: open ? `${name} stands on the list again.` : 'No call is needed any more, so nothing else changes.',
  }
}
