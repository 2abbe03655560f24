import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'

export function forgottenPage(form: Typed = nothingTyped) {
  return {
    title: 'Choose a new password',
    action: paths.passwordForgotten(),
    back: { href: paths.signIn(), text: 'Sign in' },
    linkHref: paths.signInLink(),
    ...withErrors(form),
  }
}

/** The same for an address we know and one we do not. */
export function sentPage() {
  return { title: 'Look in your email', againHref: paths.passwordForgotten(), registerHref: paths.register() }
}

export function newPasswordPage(
  token: string,
  { email }: { email: string | null },
  form: Typed = nothingTyped,
) {
  return { title: 'Choose a new password', action: paths.passwordNew({ token }), email, ...withErrors(form) }
}

export function changePasswordPage(
  { email, hasPassword }: { email: string | null; hasPassword: boolean },
  form: Typed = nothingTyped,
) {
  return {
    title: hasPassword ? 'Change my password' : 'My password',
    back: { href: paths.account(), text: 'My details' },
    action: hasPassword ? paths.accountPassword() : undefined,
    linkAction: email === null ? undefined : paths.accountPasswordLink(),
    email,
    ...withErrors(form),
  }
}

export function refusedPassword(message: string, field: 'password' | 'present_password' = 'password'): Typed {
  return { typed: {}, errors: [{ field, message }] }
}
