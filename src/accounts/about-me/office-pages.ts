// The pages on which the office writes down what somebody tells of themselves: empty, for what is there stays unread.
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { studentKindWords } from '../privacy/words.ts'

export interface Subject {
  id: string
  name: string
}

export type PersonPath = ((given: { id: string }) => string) & { pattern: string }

function page(title: string, to: PersonPath, { id, name }: Subject, form: Typed) {
  return {
    title,
    name,
    back: { href: paths.adminPerson({ id }), text: name },
    readHref: paths.adminSensitive({ id }),
    action: to({ id }),
    ...withErrors(form),
  }
}

export function emergencyOfPage(person: Subject, form: Typed) {
  return page(`Who to call in an emergency for ${person.name}`, paths.adminPersonEmergency, person, form)
}

export function supporterOfPage(person: Subject, form: Typed) {
  const chosen = form.typed.comes_along
  return {
    ...page(`Somebody who supports ${person.name}`, paths.adminPersonSupporter, person, form),
    options: [
      { value: 'yes', text: 'They come to class too', checked: chosen === 'yes' },
      { value: 'no', text: 'They do not come along', checked: chosen === 'no' },
    ],
  }
}

export function helpsOfPage(person: Subject, form: Typed) {
  return page(`What helps ${person.name} in class`, paths.adminPersonHelps, person, form)
}

export function kindOfPage(person: Subject, form: Typed) {
  return {
    ...page(`What brings ${person.name} here`, paths.adminPersonKind, person, form),
    options: Object.entries(studentKindWords).map(([value, text]) => ({
      value,
      text,
      checked: value === form.typed.student_kind,
    })),
  }
}

/** What can be written down for this person, each on a page of its own. */
export function writingLinks({ id }: Subject) {
  return [
    { href: paths.adminPersonEmergency({ id }), text: 'Who to call in an emergency' },
    { href: paths.adminPersonHelps({ id }), text: 'What helps them in class' },
    { href: paths.adminPersonSupporter({ id }), text: 'Somebody who supports them' },
    { href: paths.adminPersonKind({ id }), text: 'What brings them here' },
    { href: paths.adminPersonNeeds({ id }), text: 'What they need to take part' },
  ]
}
