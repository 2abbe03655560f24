import type { Config } from '../../config/config.ts'
import type { ClosingReason } from '../../database/schema.ts'
import type { Letter } from '../../mail/content.ts'

const before: Record<ClosingReason, (college: string) => string> = {
  asked: (college) => `Your account with ${college} is closed, as you asked.`,
  'never-confirmed': (college) =>
    `You began to register with ${college} a while ago, and never came back. So we do not keep your details any longer.`,
  'never-took-part': (college) =>
    `We have not seen you at ${college} for a long time. So we do not keep your details any longer.`,
  'long-ago': (college) =>
    `It is years since you were last with us at ${college}. So we do not keep your details any longer.`,
}

/** The last letter. Its subject names the college and nothing else. */
export function goodbyeLetter(why: ClosingReason, { college }: Pick<Config, 'college'>): Letter {
  return {
    template: 'accounts/goodbye',
    subject: `Goodbye from ${college.name}`,
    content: {
      heading: 'Goodbye, and thank you',
      paragraphs: [
        before[why](college.name),
        'As soon as this message has left us, we erase your name, your address and everything you told us. What stays are numbers, such as how many people came to a course.',
      ],
      facts: [],
      afterwards: [
        'This is the last message from us. You do not need to do anything.',
        'You are welcome back at any time. You can register again as if for the first time.',
      ],
    },
  }
}
