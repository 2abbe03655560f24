import { z } from 'zod'

/** Up to when the page showed what had changed. Only our own page sends it. */
export const seenForm = z.object({ until: z.iso.datetime() })
