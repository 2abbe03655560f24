import { z } from 'zod'

/** The button beside one session: nobody types it. */
export const endSessionForm = z.object({ session: z.uuid() })
