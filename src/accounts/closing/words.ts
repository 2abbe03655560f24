import type { ClosingRefusal } from './rules.ts'

/** What goes, as a person reads it before they decide. Column by column it stands in my-data/register.ts. */
export const whatGoes = [
  'Your name, email address, phone number and postal address',
  'What helps you, what you need, and what kind of student you are',
  'Whom we call in an emergency, and who helps you',
  'Your password, codes, and every browser where you are signed in',
  'The words of messages we sent you, and your private calendar link',
  'Whatever anybody wrote as a reason about your places',
]

export const whatStays = [
  {
    what: 'Which courses somebody took part in, and when. It no longer says that it was you',
    why: 'We must be able to say how many people came.',
  },
  {
    what: 'That somebody agreed to our agreement, and what was changed when',
    why: 'It shows that we did things in the right way.',
  },
  {
    what: 'What you answered to the equality questions, if you did. Nothing ties it to anybody',
    why: 'We count how many different people we reach.',
  },
]

export const refusedOwn: Record<ClosingRefusal, { title: string; text: string }> = {
  'last-administrator': {
    title: 'You are the only one who can open the office',
    text: 'Make somebody else an administrator first. Then you can close your account.',
  },
  'still-teaching': {
    title: 'You teach on dates that are still to come',
    text: 'Please talk to the office, so that somebody else teaches them. Then you can close your account.',
  },
  'closing-already': { title: 'Your account is being closed', text: 'There is nothing more to do.' },
}

export const refusedOther: Record<ClosingRefusal, { title: string; text: string }> = {
  'last-administrator': {
    title: 'Nobody else can open the office',
    text: 'Make somebody else an administrator first.',
  },
  'still-teaching': {
    title: 'They teach on dates that are still to come',
    text: 'Have somebody else teach those dates first, or call them off.',
  },
  'closing-already': {
    title: 'The account is being closed',
    text: 'The places are given back, and a last message goes out. Then everything is erased, within three days at most.',
  },
}
