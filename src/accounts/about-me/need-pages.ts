import type { Moment } from '../../lib/time.ts'
import { dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import type { AccessNeed } from './need-queries.ts'
import { flagOf, kindOf, needKinds } from './needs.ts'
import { isDueForReview } from './rules.ts'
import { sections } from './sections.ts'

/** What I need: each need with who sees it, and what to add. */
export function ownNeedsPage(needs: AccessNeed[], at: Moment) {
  return {
    ...sections.needs,
    backHref: paths.aboutMe(),
    needs: needs.map((need) => ({
      ...needRow(need, at),
      changeHref: `${paths.accessNeedChange()}?need=${need.id}`,
      stillRight: paths.accessNeedStillRight(),
      end: paths.accessNeedEnd(),
      hidden: [{ name: 'need', value: need.id }],
    })),
    adding: needKinds.map(({ kind, question }) => ({
      text: question,
      href: `${paths.accessNeedNew()}?kind=${kind}`,
    })),
  }
}

function needRow(need: AccessNeed, at: Moment) {
  return {
    labelId: `need-${need.id}`,
    flag: flagOf(need.kind, need.need),
    detail: need.detail,
    seen: need.share_with_trainers ? 'The office and your trainers see this.' : 'Only the office sees this.',
    due: isDueForReview(need.review_on, at),
    asked: calendarDayInWords(need.review_on),
  }
}

/** A day without a time, such as `2026-09-01`. Noon, so that no time zone makes another day of it. */
export function calendarDayInWords(day: string): string {
  return dayInWords(new Date(`${day}T12:00:00Z`), 'UTC')
}

/** The form that adds a need of one kind. A kind that is none is taken for the first. */
export function newNeedPage(kind: unknown, form?: Typed) {
  const chosen = kindOf(kind) ?? kindOf('format')
  const { typed, errors } = form ?? { typed: {}, errors: [] }
  return {
    ...sections.needs,
    title: chosen?.question,
    kind: chosen?.kind,
    action: paths.accessNeeds(),
    backHref: paths.accessNeeds(),
    isNew: true,
    needOptions: chosen?.needs.map(({ need, text }) => ({
      value: need,
      text,
      checked: typed.need === need,
    })),
    shareOptions: shareOptions(typed.share),
    ...withErrors({ typed, errors }),
  }
}

export function changeNeedPage(need: AccessNeed, form?: Typed) {
  const stored = { detail: need.detail, share: need.share_with_trainers ? 'yes' : 'no' }
  const shown: Typed = form ?? { typed: stored, errors: [] }
  return {
    ...sections.needs,
    title: flagOf(need.kind, need.need),
    needId: need.id,
    action: paths.accessNeedChange(),
    backHref: paths.accessNeeds(),
    shareOptions: shareOptions(shown.typed.share),
    ...withErrors(shown),
  }
}

/** Nothing is chosen beforehand: consent is given, not left standing. */
export function shareOptions(share: string | undefined, whose: 'my' | 'their' = 'my') {
  return [
    { value: 'yes', text: `The office and ${whose} trainers`, checked: share === 'yes' },
    { value: 'no', text: 'Only the office', checked: share === 'no' },
  ]
}
