import { z } from 'zod'
import { line, optionalLine, paragraphs } from '../../web/form.ts'

const phoneWords = 'Enter a phone number, like 07700 900123'
const phoneNumber = z.string().regex(/^[+0-9 ().-]{5,40}$/, { error: phoneWords })

export const contactForm = z
  .object({
    preferred_contact: z.enum(['email', 'text', 'phone', 'post'], {
      error: 'Choose how you would like to hear from us',
    }),
    phone: optionalLine(40).pipe(phoneNumber.nullable()),
    postal_address: paragraphs(500),
    best_time: optionalLine(100).transform((words) => words ?? ''),
  })
  .refine((contact) => !['phone', 'text'].includes(contact.preferred_contact) || contact.phone !== null, {
    path: ['phone'],
    error: 'Enter a phone number, or choose another way to hear from us',
  })
  .refine((contact) => contact.preferred_contact !== 'post' || contact.postal_address !== '', {
    path: ['postal_address'],
    error: 'Enter your postal address, or choose another way to hear from us',
  })

export const kindForm = z.object({
  student_kind: z
    .enum(['uses-services', 'carer-or-family', 'staff', 'public', 'prefer-not-to-say', ''], {
      error: 'Choose one of these, or leave it empty',
    })
    .default(''),
})

export const helpsForm = z.object({ what_helps: paragraphs(2000) })

/** As the office writes it down: empty, nothing is changed. */
export const helpsByOfficeForm = z.object({
  what_helps: paragraphs(2000).refine((words) => words !== '', { error: 'Write down what they said' }),
})

export const kindByOfficeForm = z.object({
  student_kind: z.enum(['uses-services', 'carer-or-family', 'staff', 'public', 'prefer-not-to-say'], {
    error: 'Choose what they said',
  }),
})

export const emergencyForm = z.object({
  name: line(120, 'Enter the name of the person we should call'),
  phone: line(40, 'Enter their phone number').pipe(phoneNumber),
  relationship: optionalLine(80).transform((words) => words ?? ''),
})

export const supporterForm = z.object({
  name: line(120, 'Enter the name of the person who supports you'),
  comes_along: z.enum(['yes', 'no'], { error: 'Choose whether they come along' }),
})

export const supporterByOfficeForm = supporterForm.extend({
  name: line(120, 'Enter the name of the person who supports them'),
})

const share = z.enum(['yes', 'no'], { error: 'Choose who may see this' })
const detail = paragraphs(500)

export const needForm = z
  .object({
    kind: z.enum(['format', 'communication', 'contact', 'in-the-room'], {
      error: 'Choose what this is about',
    }),
    need: z
      .string({ error: 'Choose what you need' })
      .min(1, { error: 'Choose what you need' })
      .max(40, { error: 'Choose what you need' }),
    detail,
    share,
    /** Months until we ask again; staff may choose, and a year when left out. */
    review_in: z.enum(['3', '6', '12'], { error: 'Choose when we should ask again' }).default('12'),
  })
  .refine((given) => given.need !== 'something-else' || given.detail !== '', {
    path: ['detail'],
    error: 'Tell us in a few words what it is',
  })

export const changeNeedForm = z.object({ need: z.uuid(), detail, share })

export const oneNeedForm = z.object({ need: z.uuid() })

export const oneRunForm = z.object({ run: z.uuid() })

/** Met on this run, or somewhere else when it is left out. */
export const metForm = z.object({
  run: z.union([z.uuid(), z.literal('')]).default(''),
  note: optionalLine(500).transform((words) => words ?? ''),
})
