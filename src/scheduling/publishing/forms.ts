import { z } from 'zod'
import { tickedIds } from '../../web/form.ts'

/** Of a run: its id, and behind a dot how it was shown if it was ready. */
const shownRun = /^[0-9a-f-]{36}(\.[\w-]{12})?$/i

/** What a page showed, of each run. */
export const shownText = z
  .string({ error: 'Look at it again, please' })
  .refine((text) => text === '' || text.split(' ').every((one) => shownRun.test(one)), {
    error: 'Look at it again, please',
  })

export const publishForm = z.object({ runs: tickedIds('Choose runs from this list'), shown: shownText })
