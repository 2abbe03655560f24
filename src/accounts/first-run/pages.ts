import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { setUpCode } from './set-up-code.ts'

export function firstRunPage(form: Typed = nothingTyped) {
  return { title: 'Make the first account', action: paths.firstRun(), ...withErrors(form) }
}

export function tooLatePage() {
  return { title: 'Somebody was here before you', signInHref: paths.signIn() }
}

/** What is printed at the start of a college that nobody can run yet. */
export function firstRunWords(baseUrl: string, sessionSecret: string): string {
  return [
    'This college has no administrator yet. Make the first one at',
    `  ${baseUrl}${paths.firstRun()}`,
    `with the set-up code ${setUpCode(sessionSecret)}, or run: npm run create-administrator`,
  ].join('\n')
}
