import type { Config } from '../../config/config.ts'
import { paths } from '../../paths.ts'
import type { Letter } from '../../mail/content.ts'
import { closingSoon, noticeDays } from './rules.ts'

/** Before an account closes by time. Its subject says nothing of what the college is for. */
export function closingSoonLetter({ baseUrl, college }: Pick<Config, 'baseUrl' | 'college'>): Letter {
  return {
    template: closingSoon,
    subject: `Shall we keep your account with ${college.name}?`,
    content: {
      heading: 'Shall we keep your account?',
      paragraphs: [
        notSeen(college),
        `If you would like to keep your account, sign in once in the next ${noticeDays} days. If not, you do not need to do anything: we then close it, and erase what you told us.`,
      ],
      facts: [],
      button: { text: 'Sign in and keep my account', href: baseUrl + paths.signIn() },
      afterwards: [
        'No email or computer to hand? Call us or write to us, and we keep it for you.',
        'You are welcome back at any time, also if your account is closed.',
      ],
    },
  }
}

/** The same for whoever has no email: the office says it by telephone, or posts it. */
export function closingSoonByWord({ college }: Pick<Config, 'college'>): Letter {
  return {
    template: closingSoon,
    subject: 'Whether to keep their details',
    content: {
      heading: 'Shall we keep your details?',
      paragraphs: [
        notSeen(college),
        `If you would like us to keep yours, tell us in the next ${noticeDays} days. If not, you do not need to do anything: we then erase them.`,
      ],
      facts: [],
      afterwards: ['You are welcome back at any time.'],
    },
  }
}

function notSeen({ name }: Config['college']): string {
  return `We have not seen you at ${name} for a long time. We keep nobody’s details for longer than they are needed.`
}
