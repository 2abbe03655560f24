import type { Request, Response } from 'express'
import { isFirstRun } from '../accounts/first-run/queries.ts'
import { findAgreement } from '../accounts/queries.ts'
import type { Permission } from '../accounts/rules.ts'
import type { Config } from '../config/config.ts'
import type { Db } from '../database/schema.ts'
import type { Moment } from '../lib/time.ts'
import { paths } from '../paths.ts'
import { sendCalendar } from '../web/calendar-response.ts'
import type { Deps } from '../web/deps.ts'
import { found } from '../web/problems.ts'
import { get, parameter, type Route } from '../web/route.ts'
import type { Notice } from '../web/session.ts'
import { signedOutToSay } from '../web/signed-out.ts'
import { searchIn } from './addresses.ts'
import { coursePage, type Viewer } from './course-page.ts'
import { coursesPage } from './courses-page.ts'
import { findCourseRows } from './find-course-rows.ts'
import { findCalendarCourses, findCourses } from './find-courses.ts'
import { coursesCalendar, robots, sitemap } from './for-machines.ts'
import { type ListedCourse, listedCourses } from './listing.ts'
import { accessibilityPage, homePage, notUnderstoodPage, privacyPage } from './pages.ts'
import { findCourse, listCourseChanges, listCourses, listOwnStatuses, listRuns } from './queries.ts'
import { structuredData } from './structured-data.ts'

export function catalogueRoutes(deps: Deps): Route<Permission>[] {
  return [...listRoutes(deps), ...courseRoutes(deps), ...machineRoutes(deps), ...wordsRoutes(deps)]
}

const signedOut: Notice = { kind: 'success', title: 'You are signed out' }

function listRoutes({ db, config, clock }: Deps): Route<Permission>[] {
  return [
    get(paths.home, 'anyone', async (request, response) => {
      const moment = momentOf(config, clock)
      const firstRunHref = (await isFirstRun(db)) ? paths.firstRun() : undefined
      const page = { ...homePage(await listAll(db, moment), config.college, moment), firstRunHref }
      if (signedOutToSay(request) === undefined) return response.render('catalogue/home', page)
      response.set('Cache-Control', 'no-store')
      response.render('catalogue/home', { ...page, notice: signedOut })
    }),

    get(paths.courses, 'anyone', async (request, response) => {
      const read = searchIn(request.originalUrl)
      if (!read.ok) {
        refuse(response, read.problems)
        return
      }
      const moment = momentOf(config, clock)
      const courses = await findCourses(db, read.search, moment)
      response.render('catalogue/courses', coursesPage(courses, read.search, moment))
    }),
  ]
}

function courseRoutes({ db, config, clock }: Deps): Route<Permission>[] {
  return [
    get(paths.course, 'anyone', async (request, response) => {
      const moment = momentOf(config, clock)
      const course = found(await findCourse(db, parameter(request, 'slug')))
      const rows = await findCourseRows(db, course, moment)
      const publisher = { collegeName: config.college.name, baseUrl: config.baseUrl }
      response.render('catalogue/course', {
        ...coursePage(rows, await viewerOf(db, request, course.id), moment),
        structuredData: structuredData(course, rows.runs, publisher, moment),
      })
    }),
  ]
}

function machineRoutes({ db, config, clock }: Deps): Route<Permission>[] {
  return [
    get(paths.calendar, 'anyone', async (request, response) => {
      const read = searchIn(request.originalUrl)
      if (!read.ok) {
        refuse(response, read.problems)
        return
      }
      const courses = await findCalendarCourses(db, read.search, momentOf(config, clock))
      sendCalendar(response, coursesCalendar(courses, config, clock()), 'public')
    }),

    get(paths.sitemap, 'anyone', async (_request, response) => {
      response.type('application/xml').send(sitemap(await listCourseChanges(db), config.baseUrl))
    }),

    get(paths.robots, 'anyone', (_request, response) => {
      response.type('text/plain').send(robots(config.baseUrl))
    }),
  ]
}

function wordsRoutes({ db, clock, config: { college } }: Deps): Route<Permission>[] {
  return [
    get(paths.privacy, 'anyone', async (_request, response) => {
      const notice = found(await findAgreement(db, clock(), 'privacy-notice'))
      response.render('catalogue/privacy', privacyPage(notice, college))
    }),

    get(paths.accessibility, 'anyone', (_request, response) => {
      response.render('catalogue/accessibility', accessibilityPage(college))
    }),
  ]
}

function momentOf({ timeZone }: Config, clock: Deps['clock']): Moment {
  return { now: clock(), timeZone }
}

async function listAll(db: Db, moment: Moment): Promise<ListedCourse[]> {
  const [courses, runs] = await Promise.all([listCourses(db), listRuns(db, moment.now)])
  return listedCourses(courses, runs, moment)
}

async function viewerOf(db: Db, { user }: Request, courseId: string): Promise<Viewer> {
  if (user === undefined) return { kind: 'visitor' }
  if (!user.roles.includes('student')) return { kind: 'not-a-student' }
  return { kind: 'student', own: await listOwnStatuses(db, user.id, courseId) }
}

function refuse(response: Response, problems: string[]): void {
  response.status(400).render('catalogue/not-understood', notUnderstoodPage(problems))
}
