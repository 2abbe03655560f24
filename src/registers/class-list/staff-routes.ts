import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import { findRun } from '../../scheduling/queries.ts'
import { sendCsv } from '../../web/attachments.ts'
import type { Deps } from '../../web/deps.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import { classListFile } from './file.ts'
import { classListPage } from './pages.ts'
import { type ClassRows, namesAlone } from './people.ts'
import { listClass } from './queries.ts'
import { noteClassRead } from './note-class-read.ts'
import { noteDownload, readClass, readRun } from './read-class.ts'

/**
 * The class list of any run, for the office: names at once, and what helps people on a press, which each of them can see
 * under "Who has looked". The file holds both, so it is a press too.
 */
export function classListStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminClassList, 'run-the-college', async (request, response) => {
      const run = await runOf(request)
      await show(response, run.id, { ...namesAlone(await listClass(db, run.id)), told: false })
    }),

    post(paths.adminClassList, 'run-the-college', async (request, response) => {
      const run = await runOf(request)
      const rows = await inTransaction(db, async (tx) => {
        const read = await readClass(tx, run.id)
        await noteClassRead(tx, read, signedIn(request).id, clock())
        return read
      })
      await show(response, run.id, { ...rows, told: true })
    }),

    post(paths.adminClassListFile, 'run-the-college', async (request, response) => {
      const run = await runOf(request)
      const actorId = signedIn(request).id
      const rows = await inTransaction(db, async (tx) => {
        const read = await readClass(tx, run.id)
        await noteClassRead(tx, read, actorId, clock())
        await noteDownload(tx, { runId: run.id, people: read.people.length, actorId }, clock())
        return read
      })
      sendCsv(response, `class-list-${run.slug}.csv`, classListFile(rows, run, timeZone))
    }),
  ]

  async function runOf(request: Request) {
    return found(await findRun(db, parameter(request, 'id')))
  }

  async function show(
    response: Response,
    runId: string,
    { told, ...people }: ClassRows & { told: boolean },
  ): Promise<void> {
    const at = { now: clock(), timeZone }
    const ofRun = await readRun(db, found(await findRun(db, runId)), at.now)
    const id = { id: runId }
    const side = {
      back: { href: paths.adminRun(id), text: 'The run' },
      registerOf: paths.adminRegister,
      toMark: ofRun.sessions.map((session) => session.id),
      reading: { action: paths.adminClassList(id), fileAction: paths.adminClassListFile(id), told },
    }
    response.render('registers/class-list/class-list', classListPage({ ...ofRun, ...people }, side, at))
  }
}
