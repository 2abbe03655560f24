import type { PreferredContact, StudentKind } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { listed } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { flagOf } from './needs.ts'
import { isDueForReview } from './rules.ts'
import { sections } from './sections.ts'
import type { Told } from './told.ts'

const nothing = 'Nothing yet'
const toCheck = 'Please check this: it was written before your email address was confirmed.'

/** What somebody has told us, section by section, each with the way to change it. */
export function aboutMePage({ person, needs, emergency, supporter }: Told) {
  const row = (key: keyof typeof sections, href: string, lines: string[], unchecked = false) => ({
    key: sections[key].title,
    href,
    lines: lines.length > 0 ? [...lines, ...(unchecked ? [toCheck] : [])] : [nothing],
    action: unchecked ? 'Check' : lines.length > 0 ? 'Change' : 'Add',
  })
  const needFlags = needs.map(({ kind, need }) => flagOf(kind, need))
  const comes = supporter === undefined ? [] : [supporterWords(supporter)]
  const call = emergency === undefined ? [] : [emergency.name, emergency.phone]
  const { what_helps: helps, student_kind: kind } = person
  return {
    title: 'A little more about you',
    coursesHref: paths.courses(),
    equalityHref: paths.equality(),
    rows: [
      row('contact', paths.aboutMeContact(), contactLines(person)),
      row('helps', paths.aboutMeHelps(), helps === '' ? [] : [helps]),
      row('needs', paths.accessNeeds(), needFlags),
      row('supporter', paths.aboutMeSupporter(), comes, supporter?.unchecked),
      row('emergency', paths.aboutMeEmergency(), call, emergency?.unchecked),
      row('kind', paths.aboutMeKind(), kind === null ? [] : [kindText[kind]]),
    ],
  }
}

/** For the account page: what was told, in one sentence, and the needs it is time to ask about. */
export function toldPanel({ person, needs, emergency, supporter }: Told, at: Moment) {
  const said = [
    ...(person.what_helps === '' ? [] : ['what helps you in class']),
    ...(needs.length === 0 ? [] : ['what you need from us']),
    ...(supporter === undefined ? [] : ['who supports you']),
    ...(emergency === undefined ? [] : ['who to call in an emergency']),
    ...(person.student_kind === null ? [] : ['what brings you here']),
  ]
  return {
    href: paths.aboutMe(),
    told: said.length > 0 ? listed(said) : undefined,
    changeHref: paths.accessNeeds(),
    review: needs
      .filter(({ review_on }) => isDueForReview(review_on, at))
      .map((need) => ({
        flag: flagOf(need.kind, need.need),
        detail: need.detail,
        labelId: `need-${need.id}`,
        action: paths.accessNeedStillRight(),
        hidden: [{ name: 'need', value: need.id }],
      })),
  }
}

const contactText: Record<PreferredContact, string> = {
  email: 'Email',
  text: 'A text message',
  phone: 'A phone call',
  post: 'A letter',
}

function contactLines({ preferred_contact: contact, email, phone, postal_address: address }: Told['person']) {
  const where = { email, text: phone, phone, post: address }[contact]
  return [contactText[contact], ...(where ?? '').split('\n')].filter((line) => line !== '')
}

/** `Ana, who comes along` */
export function supporterWords({ name, comes_along: comes }: { name: string; comes_along: boolean }): string {
  return comes ? `${name}, who comes along` : `${name}, who does not come along`
}

/** The form of a section, with what is stored, or as the person left it. */
function section(key: keyof typeof sections, action: string, stored: Record<string, string>, form?: Typed) {
  const shown = withErrors(form ?? { typed: stored, errors: [] })
  return { ...sections[key], backHref: paths.aboutMe(), action, ...shown }
}

export function contactPage({ person }: Told, form?: Typed) {
  const { preferred_contact, phone, postal_address, best_time } = person
  const stored = { preferred_contact, phone: phone ?? '', postal_address, best_time }
  const chosen = form === undefined ? preferred_contact : form.typed.preferred_contact
  const others: PreferredContact[] = ['text', 'phone', 'post']
  const ways: PreferredContact[] = person.email === null ? others : ['email', ...others]
  return {
    ...section('contact', paths.aboutMeContact(), stored, form),
    options: ways.map((value) => ({
      value,
      text: contactText[value],
      hint: value === 'email' ? person.email : undefined,
      checked: value === chosen,
    })),
  }
}

const kindText: Record<StudentKind, string> = {
  'uses-services': 'I use, or have used, mental health services',
  'carer-or-family': 'I look after somebody, or am family',
  staff: 'I work in health or care',
  public: 'I am interested',
  'prefer-not-to-say': 'I prefer not to say',
}

export function kindPage({ person }: Told, form?: Typed) {
  const stored = { student_kind: person.student_kind ?? '' }
  const chosen = form === undefined ? stored.student_kind : form.typed.student_kind
  return {
    ...section('kind', paths.aboutMeKind(), stored, form),
    options: Object.entries(kindText).map(([value, text]) => ({ value, text, checked: value === chosen })),
  }
}

export function helpsPage({ person }: Told, form?: Typed) {
  return section('helps', paths.aboutMeHelps(), { what_helps: person.what_helps }, form)
}

export function emergencyPage({ emergency }: Told, form?: Typed) {
  const { unchecked = false, ...stored } = emergency ?? {}
  const removable = emergency !== undefined
  return { ...section('emergency', paths.aboutMeEmergency(), stored, form), removable, unchecked }
}

export function supporterPage({ supporter }: Told, form?: Typed) {
  const comes = supporter === undefined ? '' : supporter.comes_along ? 'yes' : 'no'
  const stored = { name: supporter?.name ?? '', comes_along: comes }
  const chosen = form === undefined ? comes : form.typed.comes_along
  return {
    ...section('supporter', paths.aboutMeSupporter(), stored, form),
    removable: supporter !== undefined,
    unchecked: supporter?.unchecked,
    options: [
      { value: 'yes', text: 'They come to class with me', checked: chosen === 'yes' },
      { value: 'no', text: 'They do not come along', checked: chosen === 'no' },
    ],
  }
}
