import type { AgreementKind } from '../../database/schema.ts'

export const kindWords: Record<AgreementKind, string> = {
  agreement: 'Student agreement',
  'privacy-notice': 'Privacy notice',
}
