import { z } from 'zod'
import { line, optionalLine, paragraphs, ticked } from '../web/form.ts'

export const email = line(254, 'Enter your email address').pipe(
  z.email({ error: 'Enter an email address in the right form, like name@example.com' }),
)

/** Passwords are taken as typed: no trimming, no rules but length (NIST SP 800-63B-4, 3.1.1.2). */
export const password = z
  .string({ error: 'Enter a password' })
  .min(1, { error: 'Enter a password' })
  .max(200, { error: 'Use 200 characters or fewer' })

const phone = optionalLine(40).pipe(
  z
    .string()
    .regex(/^[+0-9 ().-]{5,40}$/, { error: 'Enter a phone number, like 07700 900123' })
    .nullable(),
)

const whatHelps = paragraphs(2000)

const postalAddress = paragraphs(500)

export const signInForm = z.object({ email, password })

const shortestPassword = 10
const tooShort = { error: 'Use at least 10 characters. Three words you will remember work well' }

export const newPassword = password.min(shortestPassword, tooShort)

export const administratorForm = z.object({ name: line(120, 'Enter a name'), email, password: newPassword })

export const registerForm = z.object({
  name: line(120, 'Enter the name you would like us to use'),
  email,
  /** Null when left empty: they sign in with links sent by email. */
  password: z
    .string({ error: 'Enter one password, or leave this empty' })
    .optional()
    .transform((typed) => typed ?? '')
    .refine((typed) => typed === '' || typed.length >= shortestPassword, tooShort)
    .refine((typed) => typed.length <= 200, { error: 'Use 200 characters or fewer' })
    .transform((typed) => (typed === '' ? null : typed)),
  phone,
  what_helps: whatHelps,
  /** Of the agreement as it stood on the form; empty when there was none. */
  agreement_version: z.string().default(''),
  agree: z.literal('yes', { error: 'Tick the box if you agree, so that we can make your account' }),
})

export const detailsForm = z
  .object({
    name: line(120, 'Enter the name you would like us to use'),
    phone,
    preferred_contact: z.enum(['email', 'phone', 'text', 'post'], {
      error: 'Choose how you would like to hear from us',
    }),
    postal_address: postalAddress,
    what_helps: whatHelps,
    neutral_calendar_titles: ticked,
    /** Left out of the form of somebody who has no classes to come to. */
    reminders: z
      .enum(['yes', 'no'], { error: 'Choose whether we shall remind you' })
      .transform((said) => said === 'yes')
      .optional(),
    /** Left out of the form of somebody who is sent none. */
    calendar_invitations: z
      .enum(['usual', 'every-date', 'none'], { error: 'Choose which invitations you would like' })
      .optional(),
  })
  .refine((details) => !['phone', 'text'].includes(details.preferred_contact) || details.phone !== null, {
    path: ['phone'],
    error: 'Enter a phone number, or choose another way to hear from us',
  })
  .refine((details) => details.preferred_contact !== 'post' || details.postal_address !== '', {
    path: ['postal_address'],
    error: 'Enter your postal address, or choose another way to hear from us',
  })
