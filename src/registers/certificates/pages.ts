import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'

/** Where anybody types the code of a certificate. */
export function checkPage(form: Typed) {
  return { title: 'Is a certificate genuine?', action: paths.certificateCheck(), ...withErrors(form) }
}

/** Says nothing of whose it is, nor for what: whoever shows it has said as much as they wanted. */
export function genuinePage(college: string) {
  return { title: `This is a genuine certificate of ${college}`, againHref: paths.certificateCheck() }
}

export function unknownPage() {
  return { title: 'We know no certificate with this code', againHref: paths.certificateCheck() }
}
