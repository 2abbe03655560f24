import type { Config } from '../../config/config.ts'
import { paths } from '../../paths.ts'
import type { Letter } from '../../mail/content.ts'
import { noticeDays } from './rules.ts'

/** Before an account closes by time. Its subject says nothing of what the college is for. */
export function closingSoonLetter({ baseUrl, college }: Pick<Config, 'baseUrl' | 'college'>): Letter {
  return {
    template: 'accounts/closing-soon',
    subject: `Shall we keep your account with ${college.name}?`,
    content: {
      heading: 'Shall we keep your account?',
      paragraphs: [
        `We have not seen you at ${college.name} for a long time. We keep nobody’s details for longer than they are needed.`,
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
