import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { closingWord } from './forms.ts'
import type { ClosingRefusal } from './rules.ts'
import { refusedOther, refusedOwn, whatGoes, whatStays } from './words.ts'

interface Account {
  id: string
  name: string
  email: string | null
  /** Nobody has shown that it is theirs: of what is sent there, they are told nothing. */
  unproven: boolean
  /** The scrambled password; null where there is none. */
  password: string | null
}

export interface ClosingFacts {
  account: Account
  /** The courses they have something on. */
  courses: string[]
  refused: ClosingRefusal | undefined
}

export function closingPage({ account, courses, refused }: ClosingFacts, form: Typed = nothingTyped) {
  return {
    title: 'Close my account',
    back: { href: paths.account(), text: 'My details' },
    action: paths.accountClosing(),
    dataHref: paths.myData(),
    courses,
    email: account.unproven ? null : account.email,
    asksPassword: account.password !== null,
    word: closingWord,
    refused: refused && refusedOwn[refused],
    whatGoes,
    whatStays,
    ...withErrors(form),
  }
}

export function closingForPage({ account, courses, refused }: ClosingFacts, form: Typed = nothingTyped) {
  const { id, name, email } = account
  return {
    title: `Close the account of ${name}`,
    back: { href: paths.adminPerson({ id }), text: name },
    action: paths.adminPersonClosing({ id }),
    dataHref: paths.adminPersonData({ id }),
    name,
    courses,
    email,
    refused: refused && refusedOther[refused],
    whatGoes,
    whatStays,
    ...withErrors(form),
  }
}
