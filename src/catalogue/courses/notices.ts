import type { Notice } from '../../web/session.ts'

type Step = { ok: true } | { ok: false; reason: string }

/** What came of a step with a course as a whole. */
export function stepNotice(step: Step, done: Notice): Notice {
  return step.ok ? done : (refusals[step.reason] ?? asBefore)
}

export const published: Notice = {
  kind: 'success',
  title: 'The course is in the prospectus',
  text: 'Everybody can see it. People can enrol once it has dates that are published.',
}
export const retired: Notice = {
  kind: 'success',
  title: 'The course is out of the prospectus',
  text: 'What took place stays in everybody’s history. You can bring it back.',
}
export const broughtBack: Notice = {
  kind: 'success',
  title: 'The course is a draft again',
  text: 'Look through its words, then put it into the prospectus.',
}
export const removed: Notice = { kind: 'success', title: 'The draft is removed' }

const asBefore: Notice = { kind: 'information', title: 'That was done before' }

const refusals: Record<string, Notice> = {
  'no-summary': {
    kind: 'information',
    title: 'The course says nothing of itself yet',
    text: 'Nothing was changed. Write a few sentences under “In short” and save them first.',
  },
  'still-planned': {
    kind: 'information',
    title: 'Dates of this course are still to come',
    text: 'Nothing was changed. Call them off first, or wait until they are over.',
  },
  'has-runs': {
    kind: 'information',
    title: 'This course has runs',
    text: 'Nothing was changed. A course that was planned stays in the history.',
  },
}
