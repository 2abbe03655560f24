import type { Request, Response } from 'express'
import { findCover } from '../../catalogue/prospectus/cover/queries.ts'
import { firstCover } from '../../catalogue/prospectus/cover/rules.ts'
import type { Permission } from '../../accounts/rules.ts'
import { recordInAuditTrail, type SubjectKind } from '../../database/audit-trail.ts'
import { inTransaction } from '../../database/transaction.ts'
import { slugOf } from '../../lib/slug.ts'
import { paths } from '../../paths.ts'
import { findRun, listSessions, listTrainers } from '../../scheduling/queries.ts'
import type { Deps } from '../../web/deps.ts'
import { nothingTyped } from '../../web/form-page.ts'
import { readForm } from '../../web/form.ts'
import { found, NotFound, TooManyTries } from '../../web/problems.ts'
import { get, parameter, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import { takeTry } from '../../web/throttle.ts'
import { readCode } from './code.ts'
import { checkForm } from './forms.ts'
import { type Certificates, certificatesOf } from './model.ts'
import { checkPage, genuinePage, unknownPage } from './pages.ts'
import { printed } from './press.ts'
import { type Certificate, findCertificate, isGenuine, listCertificates } from './queries.ts'

/** A student's own certificate, those of a class, and the page on which anybody sees whether one is genuine. */
export function certificateRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.certificate, 'take-part', async (request, response) => {
      const certificate = found(await findCertificate(db, parameter(request, 'id')))
      if (certificate.person_id !== signedIn(request).id) throw new NotFound()
      await print(response, await describe(certificate.run_id, [certificate]))
    }),

    get(paths.adminRunCertificates, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const certificates = await listCertificates(db, id)
      if (certificates.length === 0) throw new NotFound()
      await notePrinted(request, { kind: 'run', id }, certificates.length)
      await print(response, await describe(id, certificates))
    }),

    // For whoever does not sign in, and asks the office for theirs.
    get(paths.adminCertificate, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const certificate = found(await findCertificate(db, id))
      await notePrinted(request, { kind: 'enrolment', id }, 1)
      await print(response, await describe(certificate.run_id, [certificate]))
    }),

    get(paths.certificateCheck, 'anyone', (request, response) => {
      if (request.query.code === undefined) {
        response.render('registers/certificates/check', checkPage(nothingTyped))
        return
      }
      const form = readForm(checkForm, request.query)
      if (form.ok) response.redirect(303, paths.certificateGenuine({ code: form.values.code }))
      else response.status(422).render('registers/certificates/check', checkPage(form))
    }),

    get(paths.certificateGenuine, 'anyone', async (request, response) => {
      const code = readCode(parameter(request, 'code'))
      // A code is somebody's own to show: no search engine lists it, and no other site is told of it.
      response.set({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' })
      if (code !== undefined && (await isGenuine(db, code))) {
        response.render('registers/certificates/genuine', genuinePage(config.college.name))
        return
      }
      const guess = {
        name: 'certificate.address',
        key: request.ip ?? '',
        ...config.limits.certificateAddress,
      }
      const taken = await takeTry(deps, [guess], clock())
      if (!taken.ok) throw new TooManyTries(taken.waitSeconds)
      response.status(404).render('registers/certificates/unknown', unknownPage())
    }),
  ]

  async function notePrinted(
    request: Request,
    subject: { kind: SubjectKind; id: string },
    certificates: number,
  ): Promise<void> {
    const { id: actorId } = signedIn(request)
    const printed = { at: clock(), actorId, action: 'certificates.printed' as const, subject }
    await inTransaction(db, (tx) => recordInAuditTrail(tx, { ...printed, detail: { certificates } }))
  }

  async function describe(runId: string, certificates: Certificate[]): Promise<Certificates> {
    const run = found(await findRun(db, runId))
    const [sessions, trainers, own] = await Promise.all([
      listSessions(db, [runId]),
      listTrainers(db, [runId]),
      findCover(db),
    ])
    const { cover } = own ?? { cover: firstCover }
    const at = { now: clock(), timeZone: config.timeZone }
    return certificatesOf({ run, sessions, trainers, certificates, cover }, config, at)
  }

  async function print(response: Response, certificates: Certificates): Promise<void> {
    const [only, ...more] = certificates.sheets
    const name = `${more.length === 0 ? 'certificate' : 'certificates'}-${slugOf(only?.course ?? '')}.pdf`
    const bytes = await printed(certificates)
    response.set('Cache-Control', 'no-store')
    response.attachment(name).type('application/pdf').send(bytes)
  }
}
