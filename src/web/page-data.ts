import type { Express, RequestHandler } from 'express'
import type { Config } from '../config/config.ts'
import type { Role } from '../database/schema.ts'
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
  const links = [
    { href: paths.courses(), text: 'Courses' },
    ...(user === undefined ? [] : linksOf(user.roles)),
    ...(user === undefined ? [] : [{ href: paths.account(), text: 'My details' }]),
  ]
  return links.map((link) => ({ ...link, current: here === link.href || here.startsWith(`${link.href}/`) }))
}

type Link = Omit<NavigationLink, 'current'>

function linksOf(roles: Role[]): Link[] {
  return (['student', 'trainer', 'personal-tutor', 'administrator', 'auditor'] as const).flatMap((role) => {
    // The office finds whom to call among what needs somebody.
    const isTold = role === 'personal-tutor' && roles.includes('administrator')
    return roles.includes(role) && !isTold ? linksOfRole[role] : []
  })
}

const forAuditors = [
  { href: paths.adminOverview(), text: 'In numbers' },
  { href: paths.adminFigures(), text: 'Attendance' },
  { href: paths.adminAuditTrail(), text: 'Audit trail' },
  { href: paths.adminPermissions(), text: 'Who may do what' },
]

const linksOfRole: Record<Role, Link[]> = {
  student: [{ href: paths.myCourses(), text: 'My courses' }],
  trainer: [{ href: paths.trainer(), text: 'My teaching' }],
  'personal-tutor': [{ href: paths.followUps(), text: 'People to call' }],
  administrator: [{ href: paths.admin(), text: 'Office' }],
  auditor: forAuditors,
}

function takeNotice(request: Parameters<RequestHandler>[0]): Notice | undefined {
  if (request.method === 'HEAD') return undefined
  const { notice } = request.session
  if (notice !== undefined) delete request.session.notice
  return notice
}
