// Rules of booking that speak against it: to the person, with a way on from each, and to the office on the telephone.
import { groupsInWords } from '../../catalogue/booking-words.ts'
import { counted, listed, momentInWords, ordinal } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { BrokenRule } from './rules.ts'

export interface RuleWords {
  heading: string
  text: string
  links: { text: string; href: string }[]
  /** What one may tell the college, that would change it. */
  tellUs: string
}

/** To the person: why not now, and each way on. */
export function ruleWords(broken: BrokenRule, timeZone: string): RuleWords {
  switch (broken.rule) {
    case 'first-for-others':
      return firstForOthers(broken, timeZone)
    case 'do-first':
      return {
        heading: 'Something comes first',
        text: `This course builds on ${titles(broken)}. Please do that first:`,
        links: broken.courses.map(({ title, slug }) => ({ text: title, href: paths.course({ slug }) })),
        tellUs: 'Did it already, here or somewhere else? Tell us, and we note it.',
      }
    case 'most-courses': {
      const { term, most, has } = broken
      return {
        heading: `You have ${counted(has.length, 'course')} in ${term}`,
        text: `For each person it is ${counted(most, 'course')} in ${term}, so that there are places for everybody. If you would rather take part in this one, you can give one of these back:`,
        links: [
          ...has.map(({ title, runId }) => ({ text: title, href: paths.run({ id: runId }) })),
          { text: 'Give one back on My courses', href: paths.myCourses() },
        ],
        tellUs: 'Would you like to do more than that? Talk to us: we will find a way.',
      }
    }
  }
}

function firstForOthers(
  { whom, opensAt, kindSaid }: Extract<BrokenRule, { rule: 'first-for-others' }>,
  timeZone: string,
): RuleWords {
  const canSay = !kindSaid && whom.some((group) => group !== 'new')
  return {
    heading: `Just now it is for ${groupsInWords(whom)}`,
    text: `Everybody can enrol from ${momentInWords(opensAt, timeZone)}.${canSay ? ' If you are one of them, you can tell us here:' : ''}`,
    links: canSay ? [{ text: 'Say what brings you here', href: paths.aboutMeKind() }] : [],
    tellUs: 'If you are one of them and we do not know it, tell us.',
  }
}

/** To the office: what it would be, in words for the telephone. */
export function ruleForOffice(broken: BrokenRule, timeZone: string): string {
  switch (broken.rule) {
    case 'first-for-others':
      return `It is first for ${groupsInWords(broken.whom)}, and for everybody from ${momentInWords(broken.opensAt, timeZone)}.`
    case 'do-first':
      return `It builds on ${titles(broken)}, which they have not done here.`
    case 'most-courses': {
      const { term, most, has } = broken
      return `This would be their ${ordinal(has.length + 1)} course in ${term} (the most is ${most}). They have ${listed(has.map(({ title }) => title))}.`
    }
  }
}

function titles({ courses }: Extract<BrokenRule, { rule: 'do-first' }>): string {
  return listed(courses.map(({ title }) => title))
}
