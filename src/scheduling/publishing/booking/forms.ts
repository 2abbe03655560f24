import { z } from 'zod'
import { RefusedField } from '../../../editing/refused-field.ts'
import { bookingTimes, type MomentField } from '../../runs/booking.ts'
import type { RunDetails } from '../../runs/details.ts'
import { runForm } from '../../runs/forms.ts'
import { shownText } from '../forms.ts'

const { opens_day, opens_at, closes_day, closes_at, priority_day, priority_at, priority_for } = runForm.shape
const choose = { error: 'Choose one of these' }

/** What is left as it is of each run is the first answer, and says nothing. */
export const bookingForm = z.object({
  opening: z.enum(['as-is', 'published', 'moment'], choose).default('as-is'),
  ...{ opens_day, opens_at },
  closing: z.enum(['as-is', 'begins', 'moment'], choose).default('as-is'),
  ...{ closes_day, closes_at },
  first: z.enum(['as-is', 'nobody', 'some'], choose).default('as-is'),
  ...{ priority_day, priority_at, priority_for },
  waiting_list_mode: z.enum(['as-is', 'auto', 'offer', 'staff'], choose).default('as-is'),
  shown: shownText,
})

export type BookingForm = z.infer<typeof bookingForm>
export type BookingChange = { [Field in MomentField | 'waiting_list_mode']?: RunDetails[Field] }

/** What of each run becomes something else. Throws `RefusedField` for what is no moment, or is not said. */
export function changeIn(values: BookingForm, timeZone: string): BookingChange {
  const { waiting_list_mode } = values
  const change: BookingChange = {
    ...openingIn(values),
    ...closingIn(values),
    ...firstIn(values),
    ...(waiting_list_mode === 'as-is' ? {} : { waiting_list_mode }),
  }
  if (Object.keys(change).length === 0)
    throw new RefusedField('opening', 'Choose at least one thing to change')
  bookingTimes({ ...nothingSaid, ...change }, timeZone)
  return change
}

/** A day or a time beside the first answer is meant: somebody filled it in. */
function openingIn({ opening, opens_day, opens_at }: BookingForm): BookingChange {
  const filled = opens_day !== '' || opens_at !== ''
  if (opening === 'published') return { opens_day: '', opens_at: '' }
  if (opening === 'as-is' && !filled) return {}
  if (!filled) throw new RefusedField('opens_day', 'Enter the day and the time')
  return { opens_day, opens_at }
}

function closingIn({ closing, closes_day, closes_at }: BookingForm): BookingChange {
  const filled = closes_day !== '' || closes_at !== ''
  if (closing === 'begins') return { closes_day: '', closes_at: '' }
  if (closing === 'as-is' && !filled) return {}
  if (!filled) throw new RefusedField('closes_day', 'Enter the day and the time')
  return { closes_day, closes_at }
}

function firstIn({ first, priority_day, priority_at, priority_for }: BookingForm): BookingChange {
  if (first === 'nobody') return { priority_day: '', priority_at: '', priority_for: '' }
  const filled = `${priority_day}${priority_at}${priority_for}` !== ''
  if (first === 'as-is' && !filled) return {}
  if (priority_for === '') throw new RefusedField('priority_for', 'Choose for whom it opens first')
  if (priority_day === '' && priority_at === '')
    throw new RefusedField('priority_day', 'Enter the day and the time')
  return { priority_day, priority_at, priority_for }
}

const nothingSaid = {
  ...{ opens_day: '', opens_at: '', closes_day: '', closes_at: '' },
  ...{ priority_day: '', priority_at: '', priority_for: '' },
}
