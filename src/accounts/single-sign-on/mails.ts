import type { Config } from '../../config/config.ts'
import type { Tx } from '../../database/schema.ts'
import type { Letter } from '../../mail/content.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import { paths } from '../../paths.ts'
import { listOffice } from '../queries.ts'

export type Settings = Pick<Config, 'baseUrl' | 'mailDomain'>

/** Tells the office that somebody keeps the role of trainer for their dates. Nobody else would give these to others. */
export async function tellOfKeptRole(
  tx: Tx,
  personId: string,
  { baseUrl, mailDomain }: Settings,
  now: Date,
): Promise<void> {
  const letter = roleKeptLetter(baseUrl + paths.adminTrainer({ id: personId }))
  for (const administrator of await listOffice(tx))
    await enqueueMails(tx, administrator, [{ letter }], { now, mailDomain })
}

/** To the office, whose screens others see: the name of nobody. */
function roleKeptLetter(href: string): Letter {
  return {
    template: 'accounts/role-kept-for-dates',
    subject: 'A trainer’s dates need somebody else',
    content: {
      heading: 'A trainer’s dates need somebody else',
      paragraphs: [
        'Single sign-on says that somebody is no trainer any more, and they have dates to give.',
        'They stay a trainer here until those dates are over, or somebody else’s. Until then they can open the class lists of their runs.',
      ],
      facts: [],
      button: { text: 'See their dates', href },
      afterwards: [
        'You hear of this once. If they are a trainer still, please have that put right where their account at work is kept.',
      ],
    },
  }
}
