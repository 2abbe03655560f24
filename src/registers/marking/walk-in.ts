// Who walked in, as a page says it. The page gives the id; a page that is sent anew with other words says something else.
import { createHash } from 'node:crypto'

export interface WalkInTyped {
  id: string
  name: string
  contact: string
}

interface WalkInNoted {
  session_id: string
  name: string | null
  contact: string
  removed_at: Date | null
}

/** Whether this stands there already. What was taken out does not stand there any more. */
export function saysTheSame(noted: WalkInNoted, typed: Omit<WalkInNoted, 'removed_at'>): boolean {
  return (
    noted.removed_at === null &&
    noted.session_id === typed.session_id &&
    noted.name === typed.name &&
    noted.contact === typed.contact
  )
}

/** Under which to note somebody else of the same page. Made from what was said, so that this too is noted once if sent twice. */
export function nextWalkInId(id: string, { name, contact }: Pick<WalkInTyped, 'name' | 'contact'>): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([id, name, contact]))
    .digest('hex')
  const parts = [bytes.slice(0, 8), bytes.slice(8, 12), `8${bytes.slice(13, 16)}`, `8${bytes.slice(17, 20)}`]
  return [...parts, bytes.slice(20, 32)].join('-')
}
