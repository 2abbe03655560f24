// 0011-second-factor.sql as TypeScript sees it.
import type { Generated } from 'kysely'
import type { Fixed } from './column.ts'

export interface SecondFactorTable {
  person_id: Fixed<string>
  secret: string
  begun_at: Date
  confirmed_at: Date | null
  last_step: number | null
}

export interface RecoveryCodeTable {
  person_id: Fixed<string>
  code_hash: Fixed<string>
  made_at: Fixed<Date>
  used_at: Date | null
}

export interface SingleSignOnIdentityTable {
  issuer: Fixed<string>
  subject: Fixed<string>
  person_id: Fixed<string>
  linked_at: Fixed<Date>
  last_used_at: Date
}

export interface FirstRunEndTable {
  once: Generated<boolean>
  at: Fixed<Date>
}
