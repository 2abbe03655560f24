import type { Db } from '../database/schema.ts'
import { firstPrivacyNotice } from './agreements/first-privacy-notice.ts'

const title = 'Student agreement'

const body = `Everyone is welcome here: people who use services, carers, families, staff and anyone who is curious. We learn from each other.

We treat each other with respect, and what people share in class stays in class.

You choose your own courses. You can take a break, keep your camera off, or leave at any time. Nobody will ask you why.

If you cannot come, please tell us when you can, so that somebody else can have the place.

We are a college, not a treatment or a crisis service. If you are not safe, please use the help named at the foot of every page.

We keep what you tell us to run your courses. Your trainers see the name you use and what helps you. Nobody else sees it without need.`

/** A college begins with a first version of its agreement and its privacy notice, so that nobody registers without. */
export async function ensureAgreement(db: Db, now: Date): Promise<void> {
  const first = { version: 1, effective_from: now }
  await db
    .insertInto('agreement')
    .values([
      { ...first, kind: 'agreement', title, body },
      { ...first, kind: 'privacy-notice', ...firstPrivacyNotice },
    ])
    .onConflict((conflict) => conflict.columns(['kind', 'version']).doNothing())
    .execute()
}
