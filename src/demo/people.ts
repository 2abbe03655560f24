// Everybody in the demo college. All of them are invented: their addresses lead nowhere (.example, RFC 2606), and their
// numbers are among those Ofcom keeps for drama.
import type { PreferredContact, Role } from '../database/schema.ts'

export interface InventedPerson {
  name: string
  email: string | null
  phone: string | null
  /** Only of those who are written to. No house stands there: ZZ99 is a code for no place. */
  postalAddress?: string
  preferredContact: PreferredContact
  whatHelps: string
  roles: Role[]
}

/** Whom a newcomer signs in as: what they see is said beside the address. */
export interface DemoAccount {
  email: string
  name: string
  roles: Role[]
  sees: string
  whatHelps?: string
}

export const demoPassword = 'recovery-demo'

export const studentEmail = 'student@demo.example'
export const secondStudentEmail = 'second-student@demo.example'
export const administratorEmail = 'admin@demo.example'

export const accounts: DemoAccount[] = [
  {
    email: studentEmail,
    name: 'Sam Whitlock',
    roles: ['student'],
    sees: 'a student with two courses to come, and one completed',
    whatHelps: 'A seat near the door, please.',
  },
  {
    email: secondStudentEmail,
    name: 'Jo Adeyemi',
    roles: ['student'],
    sees: 'a student on a waiting list',
    whatHelps: 'I take a while to find words. Please give me time.',
  },
  {
    email: 'trainer@demo.example',
    name: 'Maya Okafor',
    roles: ['trainer', 'student'],
    sees: 'a peer trainer',
  },
  {
    email: 'professional@demo.example',
    name: 'Owen Hartley',
    roles: ['trainer'],
    sees: 'a professional trainer',
  },
  {
    email: 'tutor@demo.example',
    name: 'Ruth Calloway',
    roles: ['personal-tutor'],
    sees: 'a personal tutor: who missed a class',
  },
  {
    email: administratorEmail,
    name: 'Alex Drummond',
    roles: ['administrator'],
    sees: 'an administrator, in the office',
  },
  {
    email: 'auditor@demo.example',
    name: 'Lena Fairweather',
    roles: ['auditor'],
    sees: 'an auditor, who reads and changes nothing',
  },
]

/** The other trainers; which of them teaches what stands in prospectus.csv. */
export const trainers: InventedPerson[] = [
  trainer('Callum Reid', ['trainer', 'student']),
  trainer('Dilys Pritchard', ['trainer', 'student']),
  trainer('Farida Rahman', ['trainer', 'student']),
  trainer('Tom Zieliński', ['trainer', 'student'], 'tom.zielinski@demo.example'),
  trainer('Priya Nair'),
  trainer('Nia Mensah'),
  trainer('Stephen Lowe'),
  trainer('Grace Ashdown'),
]

function trainer(name: string, roles: Role[] = ['trainer'], email = demoAddress(name)): InventedPerson {
  return { name, email, phone: null, preferredContact: 'email', whatHelps: '', roles }
}

/** `carys.llewellyn@demo.example` */
export function demoAddress(name: string): string {
  return `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@demo.example`
}
