// Each thing we ask of a person, with why we ask and who sees it: said beside the field, in the same words everywhere.

export interface Section {
  title: string
  why: string
  who: string
}

export const sections = {
  contact: {
    title: 'How to reach you',
    why: 'So that news about your courses comes the way that suits you.',
    who: 'The college office, and a personal tutor who is to call you. Not your trainers, and not the others in a class.',
  },
  kind: {
    title: 'What brings you here',
    why: 'So that we can show that the college is for everyone. A few courses open some days earlier for some, such as carers; no course is ever closed to you because of it.',
    who: 'The college office, for counting. Never your trainers. A course that opens first for some looks it up by itself.',
  },
  helps: {
    title: 'What helps you in class',
    why: 'So that your trainers can make it easier for you to take part.',
    who: 'The trainers of your courses, and the college office.',
  },
  needs: {
    title: 'What you need from us',
    why: 'So that we can get things ready before you come, such as large print or a hearing loop.',
    who: 'The college office gets it ready. Your trainers see it only if you say so.',
  },
  emergency: {
    title: 'Who to call in an emergency',
    why: 'So that we can call somebody you trust if you are taken ill.',
    who: 'Nobody, until it is needed. Each time your trainer or the office looks, it is written down, and you can see who looked.',
  },
  supporter: {
    title: 'Somebody who supports you',
    why: 'So that there is a chair for them, and nobody is surprised.',
    who: 'The trainers of your courses, and the college office.',
  },
} satisfies Record<string, Section>
