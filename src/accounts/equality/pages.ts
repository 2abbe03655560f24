import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { type Choices, prefersNotToSay } from './answer-questions.ts'
import { fieldOf } from './forms.ts'
import type { listRetiredQuestions, Question } from './queries.ts'

export function equalityPage(questions: Question[], choices: Choices) {
  const answered = questions.filter(({ id }) => choices[id] !== undefined).length
  return {
    title: 'Equality questions',
    action: paths.equality(),
    removal: answered > 0 ? paths.equalityRemoval() : undefined,
    questions: questions.map(({ id, wording, hint, options }) => ({
      name: fieldOf(id),
      wording,
      hint,
      options: [...options, { id: prefersNotToSay, wording: 'Prefer not to say' }].map((option) => ({
        value: option.id,
        text: option.wording,
        checked: choices[id] === option.id,
      })),
    })),
  }
}

type Retired = Awaited<ReturnType<typeof listRetiredQuestions>>

export function questionsPage(questions: Question[], retired: Retired) {
  return {
    title: 'Equality questions',
    newHref: paths.adminEqualityNew(),
    countsHref: paths.adminEqualityAnswers(),
    questions: questions.map(({ id, wording, hint, options }, index) => ({
      id: `question-${id}`,
      wording,
      hint,
      options: options.map((option) => option.wording),
      href: paths.adminEqualityQuestion({ id }),
      earlier: index === 0 ? undefined : paths.adminEqualityEarlier({ id }),
      retire: paths.adminEqualityRetirement({ id }),
    })),
    retired: retired.map(({ wording }) => wording),
  }
}

/** The form for one question: a new one when there is none yet. */
export function questionPage(question: Question | undefined, form?: Typed) {
  const stored = {
    wording: question?.wording ?? '',
    hint: question?.hint ?? '',
    options: (question?.options ?? []).map(({ wording }) => wording).join('\n'),
  }
  return {
    title: question === undefined ? 'A new equality question' : 'Change this question',
    isNew: question === undefined,
    action:
      question === undefined ? paths.adminEqualityNew() : paths.adminEqualityQuestion({ id: question.id }),
    back: paths.adminEquality(),
    ...withErrors(form ?? { typed: stored, errors: [] }),
  }
}
