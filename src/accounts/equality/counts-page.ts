import { type Moment, onTheClock } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import { areEnough, fewest, inConfidence } from './counts.ts'
import type { AnswerCount, Question } from './queries.ts'

/** The first day of the month that runs: answers are counted once their month is over. */
export function countedBefore({ now, timeZone }: Moment): string {
  return onTheClock(now, timeZone).toPlainDate().with({ day: 1 }).toString()
}

/** How the answers to each question lie, so that nobody can be found in it. */
export function countsPage(questions: Question[], counts: AnswerCount[]) {
  const total = ({ id }: Question) =>
    counts.reduce((sum, { question_id, count }) => sum + (question_id === id ? count : 0), 0)
  return {
    title: 'How the equality questions were answered',
    back: paths.adminEquality(),
    fewest,
    counted: questions
      .filter((question) => areEnough(total(question)))
      .map((question) => countedQuestion(question, total(question), counts)),
    tooFew: questions.filter((question) => !areEnough(total(question))).map(({ wording }) => wording),
  }
}

function countedQuestion({ id, wording, options }: Question, total: number, counts: AnswerCount[]) {
  const own = counts.filter(({ question_id }) => question_id === id)
  const chosen = (option: string | null) => own.find(({ option_id }) => option_id === option)?.count ?? 0
  return {
    id,
    wording,
    answered: `${inConfidence(total)} people`,
    rows: [...options, { id: null, wording: 'Prefer not to say' }].map((option) => ({
      key: option.wording,
      value: inConfidence(chosen(option.id)),
    })),
  }
}
