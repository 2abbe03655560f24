import { findCard, findMergedInto } from '../../accounts/people/queries.ts'
import type { Permission } from '../../accounts/rules.ts'
import { mergedIntoThis } from '../../enrolment/merging/notices.ts'
import { paths } from '../../paths.ts'
import { findRun, listSessions } from '../../scheduling/queries.ts'
import type { Deps } from '../../web/deps.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { personAttendancePage } from './person-page.ts'
import {
  listClassesOf,
  listHeadCounts,
  listLinesOfRun,
  listPeopleOfRun,
  listWalkInsOfRun,
} from './queries.ts'
import { runAttendancePage } from './run-page.ts'

/** Whether somebody has been coming, and how a run goes: what the registers say, gathered for the office. */
export function attendanceRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const moment = () => ({ now: clock(), timeZone: config.timeZone })
  return [
    get(paths.adminPersonAttendance, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const into = await findMergedInto(db, id)
      if (into !== undefined)
        return redirectWith(mergedIntoThis, request, response, paths.adminPersonAttendance({ id: into }))
      const person = found(await findCard(db, id))
      const classes = await listClassesOf(db, person.id)
      response.render('registers/attendance/person', personAttendancePage(person, classes, moment()))
    }),

    get(paths.adminRunAttendance, 'run-the-college', async (request, response) => {
      const run = found(await findRun(db, parameter(request, 'id')))
      // A draft has no registers.
      if (run.status === 'draft') throw new NotFound()
      const [sessions, people, lines, walkIns, headCounts] = await Promise.all([
        listSessions(db, [run.id]),
        listPeopleOfRun(db, run.id),
        listLinesOfRun(db, run.id),
        listWalkInsOfRun(db, run.id),
        listHeadCounts(db, run.id),
      ])
      const rows = { run, sessions, people, lines, walkIns, headCounts }
      response.render('registers/attendance/run', runAttendancePage(rows, moment()))
    }),
  ]
}
