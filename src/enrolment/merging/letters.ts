import type { Tx } from '../../database/schema.ts'
import type { MailContent } from '../../mail/content.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import { paths } from '../../paths.ts'
import type { Context } from '../context.ts'
import { getPerson } from '../queries.ts'
import type { Person } from './person.ts'
import { hasConfirmedEmail } from './rules.ts'

/** Tells whoever had two records with us how they sign in now: at the address that stays, and at the one that is left. */
export async function tellOfMerge(
  tx: Tx,
  { keptId, left, now }: { keptId: string; left: Person; now: Date },
  { config }: Context,
): Promise<void> {
  const kept = await getPerson(tx, keptId)
  const context = { now, mailDomain: config.mailDomain }
  const letterTo = (paragraphs: string[]) => ({
    template: 'enrolment/records-merged',
    subject: 'We have put your two records together',
    content: { ...merged(config.baseUrl), paragraphs },
  })
  const first = 'We had two records of you. Now there is one, with everything from both: nothing is lost.'
  await enqueueMails(
    tx,
    kept,
    [{ letter: letterTo([first, 'Sign in with this email address, as before.']) }],
    context,
  )
  // Only to an address that somebody has shown to be theirs.
  if (!hasConfirmedEmail(left)) return
  const how =
    kept.email === null
      ? 'You can no longer sign in with this email address. Please ask us if you would like to.'
      : 'Please sign in with your other email address from now on. This one no longer works.'
  await enqueueMails(tx, { ...kept, email: left.email }, [{ letter: letterTo([first, how]) }], context)
}

function merged(baseUrl: string): Omit<MailContent, 'paragraphs'> {
  return {
    heading: 'Your two records are one now',
    facts: [],
    button: { text: 'See my courses', href: baseUrl + paths.myCourses() },
    afterwards: [
      'A course for which you had dates from both records may be taken out of your calendar and put in again.',
      'If you think that this was a mistake, please tell us: we can undo it.',
    ],
  }
}
