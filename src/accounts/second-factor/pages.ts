import QRCode from 'qrcode'
import { paths } from '../../paths.ts'
import type { FieldError } from '../../web/form.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { waitInWords } from '../../web/throttle.ts'
import { inFours, keyUri } from './codes.ts'
import type { CodeRefusal } from './use-code.ts'

export function codePage(form: Typed = nothingTyped) {
  return {
    title: 'Type the code from your app',
    action: paths.signInCode(),
    recoveryHref: paths.signInRecovery(),
    signInHref: paths.signIn(),
    ...withErrors(form),
  }
}

export function recoveryPage(form: Typed = nothingTyped) {
  return {
    title: 'Use a recovery code',
    action: paths.signInRecovery(),
    codeHref: paths.signInCode(),
    ...withErrors(form),
  }
}

interface Why {
  /** Nothing else of the staff's pages opens until it is set up. */
  must: boolean
  /** Of the demonstration: it can be tried, and the account is asked for no code. */
  demo: boolean
  asksPassword?: boolean
  next: string | undefined
}

/** `again`: a code was typed for a picture that counts no more, as it was begun in another browser since. */
export function offPage({ must, demo, next }: Why, again: boolean) {
  return {
    title: 'Sign in with codes from your phone',
    again,
    must,
    demo,
    begin: paths.secondFactor(),
    hidden: hiddenNext(next),
    accountHref: paths.account(),
  }
}

/** The picture and the letters are the same secret; nobody but this person ever sees either. */
export async function settingUpPage(
  secret: string,
  names: { college: string; account: string },
  { must, demo, next, asksPassword = false }: Why,
  form: Typed = nothingTyped,
) {
  const uri = keyUri(secret, names)
  return {
    title: 'Set up codes on your phone',
    must,
    demo,
    next,
    asksPassword,
    picture: await QRCode.toString(uri, { type: 'svg', width: 220, margin: 2 }),
    uri,
    letters: inFours(secret),
    account: names.account,
    action: paths.secondFactorConfirmation(),
    begin: paths.secondFactor(),
    hidden: hiddenNext(next),
    ...withErrors(form),
  }
}

export function onPage(
  { left, demo }: { left: number; demo: boolean },
  form: Typed = nothingTyped,
  about?: 'renew' | 'end',
) {
  const shown = withErrors(form)
  const of = (which: 'renew' | 'end') => ({
    action: which === 'renew' ? paths.recoveryCodes() : paths.secondFactorEnd(),
    error: about === which ? shown.error.code : undefined,
    open: about === which,
  })
  return {
    title: 'Codes from your phone are on',
    demo,
    left: left === 1 ? '1 recovery code' : `${left} recovery codes`,
    few: left <= 3,
    renew: of('renew'),
    end: of('end'),
    accountHref: paths.account(),
    errors: shown.errors.map(({ text }) => ({ href: `#${about ?? 'renew'}-code`, text })),
  }
}

export function recoveryCodesPage(codes: string[], next: string) {
  return { title: 'Your recovery codes', codes, next }
}

type Refusal = { reason: CodeRefusal } | { reason: 'too-often'; waitSeconds: number }

/** What to say beside the field. The code itself is never shown again: it changes. */
export function refusedCode(refusal: Refusal, field: 'code' | 'recovery_code' = 'code'): Typed {
  return { typed: {}, errors: [said(field, words(refusal, field))] }
}

function words(refusal: Refusal, field: string): string {
  switch (refusal.reason) {
    case 'too-often':
      return `That was too many wrong codes. Please wait ${waitInWords(refusal.waitSeconds)}, then try again`
    case 'used-code':
      return 'That code has been used. Wait for the next one, and type that'
    case 'unreadable':
      return 'A setting of ours has changed, and codes from your app no longer work. Use a recovery code, or ask an administrator to let you set up a new app'
    case 'not-set-up':
      return 'Codes are not set up for your account any more. Sign in again'
    case 'wrong-code':
      return field === 'code'
        ? 'That is not the code your app shows now. Check that the clock of your phone is right, and type the code it shows now'
        : 'That recovery code does not work. Each works once: cross out those you have used'
  }
}

function said(field: string, message: string): FieldError {
  return { field, message }
}

function hiddenNext(next: string | undefined) {
  return next === undefined ? [] : [{ name: 'next', value: next }]
}
