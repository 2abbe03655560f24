// A kind word to people we have not seen for a while.
import type { Config } from '../../config/config.ts'
import type { Letter } from '../../mail/content.ts'
import { paths } from '../../paths.ts'
import { type Reachable, reachUs } from '../reach.ts'

type Settings = Pick<Config, 'baseUrl' | 'college'>

export const weMissYou = 'registers/glad-to-see-you'

export function gladToSeeYou({ baseUrl, college }: Settings): Letter {
  return {
    template: weMissYou,
    subject: 'We would be glad to see you again',
    content: {
      heading: 'We would be glad to see you again',
      paragraphs: [
        `It is a while since you were at ${college.name}. You are always welcome, whatever has happened since.`,
        'There are new courses to look at. If something would make it easier to come, please tell us.',
      ],
      facts: [],
      button: { text: 'See all courses', href: baseUrl + paths.courses() },
      afterwards: [
        `If you would like to keep your account, you need not do anything now. Signing in once in a while keeps it: ${baseUrl + paths.signIn()}`,
        `If you would rather leave, you can close it on this page, and we erase what you told us: ${baseUrl + paths.accountClosing()}`,
      ],
    },
  }
}

/** For whoever is told by telephone or letter: nobody there presses a button. */
export function gladToSeeYouByWord({ college }: Settings): Letter {
  const by = [college.phone, college.email].filter(Boolean).join(' or ')
  return {
    template: weMissYou,
    subject: 'We would be glad to see you again',
    content: {
      heading: 'We would be glad to see you again',
      paragraphs: [
        `It is a while since you were at ${college.name}. You are always welcome, whatever has happened since.`,
        `Would you like to hear about new courses? Would something make it easier to come? If you would rather leave, tell us: ${by}. We then erase what you told us.`,
      ],
      facts: [],
      afterwards: [],
    },
  }
}

/** Everybody can look at the courses; who has no email cannot sign in, and leaves by telephone. */
export function gladToSeeYouText(
  { email }: Pick<Reachable, 'email'>,
  { baseUrl, college }: Settings,
): string {
  const leave = email === null ? `please ${reachUs(college)}` : baseUrl + paths.accountClosing()
  return `From your college: it is a while since we saw you. You are always welcome. Our courses: ${baseUrl + paths.courses()} To leave: ${leave}`
}
