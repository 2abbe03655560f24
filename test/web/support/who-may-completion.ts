// Who gets through to what follows from the registers.
import type { Viewer } from './who-may.ts'

const anyone: readonly Viewer[] = [
  'visitor',
  'student',
  'trainer',
  'personal-tutor',
  'administrator',
  'auditor',
]
const administrators: readonly Viewer[] = ['administrator']
const auditors: readonly Viewer[] = ['administrator', 'auditor']

export const whoMayCompletion: Record<string, readonly Viewer[]> = {
  'GET /enrolments/:id/certificate.pdf': ['student'],
  'GET /certificates': anyone,
  'GET /certificates/:code': anyone,
  'GET /admin/runs/:id/class-list': administrators,
  'POST /admin/runs/:id/class-list': administrators,
  'POST /admin/runs/:id/class-list.csv': administrators,
  'GET /admin/people/:id/attendance': administrators,
  'GET /admin/runs/:id/attendance': administrators,
  'GET /admin/runs/:id/completion': administrators,
  'GET /admin/runs/:id/certificates.pdf': administrators,
  'GET /admin/enrolments/:id/certificate.pdf': administrators,
  'POST /admin/enrolments/:id/completion': administrators,
  'GET /admin/graduation': administrators,
  'GET /admin/graduation.csv': administrators,
  'GET /admin/figures': auditors,
  'GET /admin/figures.csv': auditors,
}
