import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { findEnrolment } from '../../enrolment/queries.ts'
import { dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest, found, NotFound } from '../../web/problems.ts'
import { parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { findRegister } from '../marking/queries.ts'
import { sayOwnWord } from './say-own-word.ts'

const form = z.object({ session: z.uuid(), day: z.iso.date().optional() })

/** What somebody says of their own classes still to come, on My courses. */
export function ownWordRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    post(paths.cannotCome, 'take-part', (request, response) => say(request, response, false)),
    post(paths.canCome, 'take-part', (request, response) => say(request, response, true)),
  ]

  async function say(request: Request, response: Response, comes: boolean): Promise<void> {
    const { id: personId } = signedIn(request)
    const read = readForm(form, request.body)
    if (!read.ok) throw new BadRequest()
    const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
    const session = found(await findRegister(db, read.values.session))
    if (enrolment.person_id !== personId || session.run_id !== enrolment.run_id) throw new NotFound()
    const word = { enrolmentId: enrolment.id, personId, comes, day: read.values.day }
    const at = { now: clock(), timeZone: config.timeZone }
    const said =
      enrolment.status === 'confirmed'
        ? await inTransaction(db, (tx) => sayOwnWord(tx, session.id, word, at))
        : { ok: false as const, reason: 'too-late' as const }
    const notice = said.ok
      ? taken(comes, dayInWords(session.starts_at, config.timeZone))
      : said.reason === 'moved'
        ? moved
        : tooLate
    await redirectWith(notice, request, response, paths.myCourses())
  }
}

/** It says which day: there is a button beside each date. */
function taken(comes: boolean, day: string): Notice {
  if (comes) return { kind: 'success', title: 'We look forward to seeing you', text: `See you on ${day}.` }
  return {
    kind: 'success',
    title: 'Thank you for telling us',
    text: `We do not expect you on ${day}. You keep your place, and we look forward to seeing you another time.`,
  }
}
const moved: Notice = {
  kind: 'information',
  title: 'That class has moved to another day',
  text: 'Nothing was changed. Below is when it is now. If that day does not suit you either, please tell us again.',
}
const tooLate: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'That class has begun, or does not take place. You can always call us.',
}
