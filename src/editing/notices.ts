import type { Notice } from '../web/session.ts'

/** `byOthers`: how many fields somebody else changed since the page was opened. */
export function savedNotice(name: string, byOthers = 0): Notice {
  return alsoByOthers({ kind: 'success', title: `${name} is saved` }, byOthers)
}

export function alsoByOthers(notice: Notice, byOthers: number): Notice {
  if (byOthers === 0) return notice
  const text = 'Somebody else changed it meanwhile. What you both changed is kept.'
  return { ...notice, text: [text, notice.text].filter(Boolean).join(' ') }
}
