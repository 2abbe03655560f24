// A college to look at: invented people, a term around today, and one of everything that can happen to a place.
import { ensureEqualityQuestions } from '../accounts/equality/first-questions.ts'
import { ensureAgreement } from '../accounts/first-agreement.ts'
import { hashPassword } from '../accounts/passwords.ts'
import type { Config } from '../config/config.ts'
import { whereMailGoes } from '../config/mailbox.ts'
import type { Db } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { addMinutes } from '../lib/time.ts'
import { paths } from '../paths.ts'
import { addCoProduction } from './add-co-production.ts'
import { addEnrolments } from './add-enrolments.ts'
import { addMissedClass } from './add-missed-class.ts'
import { addPeople, addPeopleAway } from './add-people.ts'
import { addRegisters } from './add-registers.ts'
import { addTeaching } from './add-teaching.ts'
import { addWhatTheyTold } from './add-what-they-told.ts'
import { categoryOrder } from './categories.ts'
import { accounts, administratorEmail, demoPassword } from './people.ts'
import { type Beginning, findBeginning, isFinished, markBegun, markFinished } from './progress.ts'
import { importDemo } from './prospectus.ts'
import { hasOwnData, oneAtATime, updateBookingRules, updateCategoryOrder } from './queries.ts'

/**
 * Makes the demo college where there are no people and no courses yet; a college's own data is never touched. Several
 * processes may ask at once, and one that was stopped half way is finished here. True when the demo college is there.
 */
export async function ensureDemo(db: Db, config: Config, now: Date): Promise<boolean> {
  if (await isFinished(db)) return true
  return oneAtATime(db, async () => {
    if (await isFinished(db)) return true
    const begun = await findBeginning(db)
    if (await hasOwnData(db, begun === undefined ? null : openingOf(begun))) return false
    await finish(db, config, begun ?? (await begin(db, config, now)))
    return true
  })
}

async function begin(db: Db, config: Config, now: Date): Promise<Beginning> {
  await ensureAgreement(db, now)
  await ensureEqualityQuestions(db, now)
  const secret = await hashPassword(demoPassword)
  return inTransaction(db, async (tx) => {
    const ids = await addPeople(tx, secret, { opened: openingOf({ now }), now })
    await addWhatTheyTold(tx, ids, { now, timeZone: config.timeZone })
    const administratorId = ids.get(administratorEmail)
    if (administratorId === undefined) throw new Error('The demo college has no administrator')
    await markBegun(tx, { now, administratorId })
    return { now, administratorId }
  })
}

async function finish(db: Db, config: Config, beginning: Beginning): Promise<void> {
  await importDemo(db, config, { ...beginning, opened: openingOf(beginning) })
  await inTransaction(db, async (tx) => {
    await updateCategoryOrder(tx, categoryOrder)
    const { now, administratorId } = beginning
    await addCoProduction(tx, administratorId, { now, timeZone: config.timeZone })
    await addTeaching(tx, { now, timeZone: config.timeZone })
    await updateBookingRules(tx)
    await addEnrolments(tx, config, beginning)
    await addRegisters(tx, config, beginning)
    await addMissedClass(tx, { now, timeZone: config.timeZone })
    await addPeopleAway(tx, now)
    await markFinished(tx, beginning)
  })
}

/** Six weeks before: early enough for the places on courses that are over now. */
function openingOf({ now }: Pick<Beginning, 'now'>): Date {
  return addMinutes(now, -6 * 7 * 24 * 60)
}

/** The text printed at the start: who to sign in as, and where the mail goes. */
export function demoSignIns(config: Config): string {
  const { baseUrl } = config
  const mail = whereMailGoes(config)
  const width = Math.max(...accounts.map(({ email }) => email.length))
  return [
    'This is a demo college: every person in it is invented.',
    '',
    `Sign in at ${baseUrl}${paths.signIn()} with the password ${demoPassword} as`,
    ...accounts.map(({ email, sees }) => `  ${email.padEnd(width)}  ${sees}`),
    '',
    ...(mail === undefined ? [] : [mail, '']),
  ].join('\n')
}
