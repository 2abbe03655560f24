import type { Notice } from '../web/session.ts'

/** `byOthers`: how many fields somebody else changed since the page was opened. */
export function savedNotice(name: string, byOthers = 0): Notice {
  const text = 'Somebody else changed it meanwhile. What you both changed is kept.'
  return { kind: 'success', title: `${name} is saved`, ...(byOthers > 0 ? { text } : {}) }
}
