import type { AgreementKind } from '../../database/schema.ts'

interface Version {
  kind: AgreementKind
  version: number
}

/** What somebody has yet to read: each text in force of which they accepted no version, or an older one. */
export function toRead<InForce extends Version>(inForce: InForce[], accepted: Version[]): InForce[] {
  return inForce.filter(
    ({ kind, version }) => !accepted.some((known) => known.kind === kind && known.version >= version),
  )
}

/**
 * Whether enrolling has to wait for it. Only the agreement is something people agree to: a privacy notice tells them
 * what we do, and that nobody has read it yet takes no place from them. Looking, leaving a course and answering an offer
 * never wait: nobody loses what they have over a page they did not open.
 */
export function mustAgreeFirst(unread: Version[]): boolean {
  return unread.some(({ kind }) => kind === 'agreement')
}
