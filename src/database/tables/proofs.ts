// 0009-proofs-by-email.sql as TypeScript sees it.
import type { Generated } from 'kysely'
import type { Fixed } from './column.ts'

export type ProofPurpose = 'sign-in' | 'registered-again' | 'new-password' | 'confirm-email' | 'allow-change'

export interface EmailProofTable {
  id: Generated<string>
  person_id: Fixed<string>
  purpose: Fixed<ProofPurpose>
  email: Fixed<string>
  token_hash: Fixed<Buffer>
  code_hash: Fixed<Buffer | null>
  wrong_codes: Generated<number>
  created_at: Fixed<Date>
  expires_at: Fixed<Date>
  used_at: Date | null
  ended_at: Date | null
}

export interface EmailChangeTable {
  person_id: string
  email: string
  asked_at: Date
  asked_by: string | null
  new_agreed_at: Date | null
  old_agreed_at: Date | null
}
