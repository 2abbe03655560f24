import type { LeftOut } from './kept.ts'

export const leftOutWords: Record<LeftOut, string> = {
  secret: 'Secrets that open something, such as a scrambled password. Nobody reads them.',
  letter:
    'The words of messages and calendar entries: they may hold a link that opens your account. You have the messages themselves.',
  inner: 'Numbers that only our computer uses.',
  'somebody-else': 'What says more about other people than about you, such as who of the college it was.',
  twice: 'What says again what stands here already.',
  unproven:
    'Messages, calls, offers and calendar entries: they are here once you have confirmed your email address, so that nobody else reads them in your name.',
}

/** Short names of ours that say too little as they are. */
export const codeWords: Partial<Record<string, string>> = {
  confirmed: 'place confirmed',
  waiting: 'on the waiting list',
  offered: 'place offered',
  lapsed: 'the time to answer ran out',
  'run-cancelled': 'the course was cancelled',
  'not-completed': 'over, not completed',
  passed: 'not this time, place on the list kept',
  merged: 'went over to another record of yours',
  lived: 'lived experience',
  link: 'a link by email',
  usual: 'as usual',
  none: 'no invitations',
  post: 'a letter',
  text: 'a text message',
  phone: 'a phone call',
  'uses-services': 'uses mental health services',
  'carer-or-family': 'a carer, or family',
  public: 'a member of the public',
  'in-the-room': 'in the room',
  queued: 'waiting to be sent',
  present: 'you came',
  late: 'you came a little later',
  'left-early': 'you came, and left earlier',
  'told-us': 'you told us that you could not come',
  'no-word': 'you were missed',
  'will-come': 'you are coming again',
  withdrew: 'you gave your place up',
  'could-not-reach': 'we did not reach you',
  'not-needed': 'no call was needed',
  spoke: 'we spoke',
  'for-the-office': 'you asked to hear from the office',
  'left-message': 'we left a message',
  'no-answer': 'nobody answered',
  'wants-to-withdraw': 'you wanted to give your place up',
  'trainer-gone': 'you were a trainer no more',
  'trainer-busy': 'you taught something else at that time',
}
