// Whether somebody can be replaced on dates of a run: a rule without a database.
import { decideCover } from '../../../src/scheduling/trainers/covers/rules.ts'

const run = { status: 'published' as const, teaches: (personId: string) => personId === 'in the team' }
const date = { planned: true, over: false, awayIsDown: true }

test.each([
  ['somebody else comes', run, [date, date], 'free', { ok: true }],
  ['nobody comes', run, [date], null, { ok: true }],
  ['a draft', { ...run, status: 'draft' as const }, [date], 'free', { ok: true }],
  [
    'a run that is over',
    { ...run, status: 'ended' as const },
    [date],
    'free',
    { ok: false, reason: 'run-over' },
  ],
  [
    'a run that is off',
    { ...run, status: 'cancelled' as const },
    [date],
    null,
    { ok: false, reason: 'run-over' },
  ],
  ['a date that is off', run, [date, { ...date, planned: false }], 'free', { ok: false, reason: 'over' }],
  ['a date that is over', run, [{ ...date, over: true }], 'free', { ok: false, reason: 'over' }],
  ['seen to before', run, [{ ...date, awayIsDown: false }], 'free', { ok: false, reason: 'seen-to' }],
  ['no date is left', run, [], 'free', { ok: false, reason: 'seen-to' }],
  ['whoever gives it anyway', run, [date], 'in the team', { ok: false, reason: 'there-already' }],
])('%s', (_, of, dates, comes, decided) => {
  expect(decideCover(of, dates, comes)).toEqual(decided)
})
