// What is no longer as somebody was shown it, before they publish many at once. Pure.
import type { RunStatus } from '../../database/schema.ts'
import type { PublishRefusal } from '../rules.ts'
import type { NamedRun } from '../run-names.ts'
import type { LookedDraft } from './look-at-drafts.ts'

/** What a page showed of each draft: the mark of what is ready; null of what is not. */
export type Shown = ReadonlyMap<string, string | null>

export interface News {
  /** Ready now, and not when it was shown. */
  ready: LookedDraft[]
  notReady: { draft: LookedDraft; reason: PublishRefusal | 'over' }[]
  /** Ready still, with other dates, trainers or rules. */
  changed: LookedDraft[]
  /** Published meanwhile, or gone from there. */
  gone: (NamedRun & { published: boolean })[]
}

interface Now {
  looked: LookedDraft[]
  /** Of those that somebody chose and that are no drafts there any more; what was let go is in neither. */
  others: (NamedRun & { id: string; status: RunStatus })[]
}

export function newsOf(shown: Shown, chosen: ReadonlySet<string>, { looked, others }: Now): News {
  const news: News = { ready: [], notReady: [], changed: [], gone: [] }
  for (const draft of looked) {
    const mark = shown.get(draft.run.id) ?? null
    const { decided } = draft
    if (decided.ok && mark === null) news.ready.push(draft)
    if (!chosen.has(draft.run.id)) continue
    if (!decided.ok) news.notReady.push({ draft, reason: decided.reason })
    else if (mark !== null && mark !== draft.mark) news.changed.push(draft)
  }
  const known = new Set([...looked.map(({ run }) => run.id), ...others.map(({ id }) => id)])
  const letGo = [...chosen].filter((id) => !known.has(id))
  news.gone.push(
    ...others.map(({ title, code, status }) => ({ title, code, published: status === 'published' })),
  )
  news.gone.push(...letGo.map(() => ({ title: 'a run that is gone', code: null, published: false })))
  return news
}

export function isAsShown({ ready, notReady, changed, gone }: News): boolean {
  return [ready, notReady, changed, gone].every(({ length }) => length === 0)
}

/** `id.mark` of what is ready, `id` of what is not, with spaces between. */
export function shownAsText(looked: LookedDraft[]): string {
  return looked.map(({ run, decided, mark }) => (decided.ok ? `${run.id}.${mark}` : run.id)).join(' ')
}

export function readShown(text: string): Shown {
  const pairs = text.split(' ').filter(Boolean)
  return new Map(
    pairs.map((pair) => {
      const [id = '', mark = null] = pair.split('.')
      return [id, mark]
    }),
  )
}
