import type { Express, RequestHandler } from 'express'
import type { Config } from '../config/config.ts'
import { paths } from '../paths.ts'
import { formToken, type Notice } from './session.ts'
import type { SignedIn } from './signed-in.ts'

interface NavigationLink {
  href: string
  text: string
  current: boolean
}

/** What every page's layout needs to know of the college, even one that says that nothing else can be had. */
export function collegeData(app: Express, { college, demo }: Config): void {
  Object.assign(app.locals, { college, demo })
}

/** And of the request: who is signed in, where they can go, and what just happened. */
export const pageData: RequestHandler = (request, response, next) => {
  const { user } = request
  response.locals.user = user === undefined ? undefined : layoutUser(user)
  response.locals.navigation = navigation(user, request.path)
  response.locals.inOffice = request.path === paths.admin() || request.path.startsWith(`${paths.admin()}/`)
  // Called by the template, so that only a page with a form begins a session. Such a page is one person's: it must not
  // come back from a shared computer's memory after they signed out.
  response.locals.csrfToken = () => {
    response.set('Cache-Control', 'no-store')
    return formToken(request)
  }
  // Called by the layout: what brings no page, such as a picture or a calendar, leaves the news for the page that does.
  response.locals.notice = () => (user === undefined ? undefined : takeNotice(request))
  next()
}

function layoutUser(user: SignedIn) {
  return {
    name: user.name,
    isStudent: user.roles.includes('student'),
    isTrainer: user.roles.includes('trainer'),
    isAdministrator: user.roles.includes('administrator'),
    secondFactorHref: isStaff(user) ? paths.secondFactor() : undefined,
  }
}

function isStaff({ roles, heldBack = [] }: SignedIn): boolean {
  return [...roles, ...heldBack].some((role) => role !== 'student')
}

function navigation(user: SignedIn | undefined, here: string): NavigationLink[] {
  const links = [{ href: paths.courses(), text: 'Courses' }]
  if (user?.roles.includes('student')) links.push({ href: paths.myCourses(), text: 'My courses' })
  if (user?.roles.includes('trainer')) links.push({ href: paths.trainer(), text: 'My teaching' })
  // The office finds it among what needs somebody.
  if (user?.roles.includes('personal-tutor') && !user.roles.includes('administrator'))
    links.push({ href: paths.followUps(), text: 'People to call' })
  if (user?.roles.includes('administrator')) links.push({ href: paths.admin(), text: 'Office' })
  if (user?.roles.includes('auditor')) links.push(...forAuditors)
  if (user !== undefined) links.push({ href: paths.account(), text: 'My details' })
  return links.map((link) => ({ ...link, current: here === link.href || here.startsWith(`${link.href}/`) }))
}

const forAuditors = [
  { href: paths.adminOverview(), text: 'In numbers' },
  { href: paths.adminFigures(), text: 'Attendance' },
  { href: paths.adminAuditTrail(), text: 'Audit trail' },
  { href: paths.adminPermissions(), text: 'Who may do what' },
]

function takeNotice(request: Parameters<RequestHandler>[0]): Notice | undefined {
  if (request.method === 'HEAD') return undefined
  const { notice } = request.session
  if (notice !== undefined) delete request.session.notice
  return notice
}
