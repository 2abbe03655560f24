import type { CallOutcome, PreferredContact } from '../../database/schema.ts'

/** As it stands in a list of calls. */
export const outcomeWords: Record<CallOutcome, string> = {
  spoke: 'Spoke to them',
  'will-come': 'They will come',
  'wants-to-withdraw': 'They gave up their place',
  'for-the-office': 'The office should get in touch',
  'left-message': 'Left a message',
  'no-answer': 'Nobody answered',
  'could-not-reach': 'Left it at that',
}

export const choiceWords: Record<CallOutcome, { text: string; hint?: string }> = {
  spoke: { text: 'We spoke', hint: 'Nothing more is to be done.' },
  'will-come': { text: 'They will come next time' },
  'wants-to-withdraw': {
    text: 'They want to give up their place',
    hint: 'Choose this only when they said so. It withdraws them, and the next in line is asked.',
  },
  'for-the-office': {
    text: 'The office should get in touch',
    hint: 'Such as for another date, or a letter. Say below what they would like.',
  },
  'left-message': { text: 'I left a message, or wrote to them', hint: 'They stay on the list.' },
  'no-answer': { text: 'Nobody answered', hint: 'They stay on the list.' },
  'could-not-reach': {
    text: 'We have tried enough, and leave it at that',
    hint: 'Nothing changes for them.',
  },
}

export const preferredWords: Record<PreferredContact, string> = {
  phone: 'They like to be called.',
  text: 'They would rather have a text message.',
  email: 'They would rather have an email.',
  post: 'They would rather have a letter.',
}
