import { z } from 'zod'
import type { Role } from '../../database/schema.ts'
import { line, optionalLine, paragraphs, ticked } from '../../web/form.ts'

const name = line(120, 'Enter the name they would like us to use')

const phone = optionalLine(40).pipe(
  z
    .string()
    .regex(/^[+0-9 ().-]{5,40}$/, { error: 'Enter a phone number, like 07700 900123' })
    .nullable(),
)

const email = optionalLine(254).pipe(
  z
    .email({ error: 'Enter an email address in the right form, like name@example.com, or leave it empty' })
    .nullable(),
)

const preferred = z.enum(['email', 'phone', 'text', 'post'], {
  error: 'Choose how they would like to hear from us',
})

const roleTicks = {
  role_student: ticked,
  role_trainer: ticked,
  'role_personal-tutor': ticked,
  role_administrator: ticked,
  role_auditor: ticked,
}

export const roles: readonly Role[] = ['student', 'trainer', 'personal-tutor', 'administrator', 'auditor']

/** The roles whose boxes are ticked. */
export function rolesTicked(values: Record<`role_${Role}`, boolean>): Role[] {
  return roles.filter((role) => values[`role_${role}`])
}

export const newPersonForm = z.object({
  name,
  phone,
  email,
  postal_address: paragraphs(500),
  preferred_contact: preferred,
  what_helps: paragraphs(2000),
  agreed: z.enum(['verbal', 'paper', 'not-yet'], { error: 'Choose whether they have agreed' }),
  /** Of what was shown to be read out; empty when there was none. */
  agreement_version: z.string().default(''),
  ...roleTicks,
  /** They were shown who it may be, and say that it is somebody new. */
  somebody_new: z.literal('yes').optional(),
  /** The run they are to be enrolled on afterwards. */
  run: z.uuid().optional().catch(undefined),
  /** Who came without a place, and is them. */
  walk_in: z.uuid().optional().catch(undefined),
})

export const detailsForm = z.object({
  name,
  phone,
  best_time: optionalLine(100).transform((words) => words ?? ''),
  reminders: z
    .enum(['yes', 'no'], { error: 'Choose whether we shall remind them' })
    .transform((said) => said === 'yes')
    .optional(),
  email,
  postal_address: paragraphs(500),
  preferred_contact: preferred,
  what_helps_too: paragraphs(1000),
})

/** Without any box, everything is taken away: so it must be seen that the boxes were there. */
export const rolesForm = z.object({
  boxes: z.literal('shown'),
  ...roleTicks,
  confirmed: z.literal('yes').optional(),
})

export const agreementForm = z.object({
  agreement: z.uuid({ error: 'Choose what they agreed to' }),
  means: z.enum(['verbal', 'paper'], { error: 'Choose how they told us' }),
})
