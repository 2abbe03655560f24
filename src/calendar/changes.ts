// Decides what a person's calendar must be told, by comparing what it was told with what it should show.
import { type Block, cutIntoBlocks } from './blocks.ts'
import { type InvitePlan, amend, takeBack } from './invite-plan.ts'
import type { Invite } from './invite.ts'
import { type Reviewed, isDisplaced, isKept, reviewSlots } from './review.ts'
import { type CalendarSession, byStart } from './session.ts'

export interface Plan {
  /** Only invites about which something has to be told or noted. */
  invites: InvitePlan[]
  /** New entries. */
  blocks: Block[]
  /** True when sessions stay without an entry because they would need too many. */
  tooIrregular: boolean
}

export interface Circumstances {
  now: Date
  /** Where the person reads mail now; null for nowhere. */
  address: string | null
  timeZone: string
  /** The most new entries a person is sent at once. */
  mostEntries: number
}

interface Decision {
  plan?: InvitePlan
  /** Sessions that need an entry of their own after this. */
  loose: CalendarSession[]
}

/**
 * The messages that make a calendar show exactly these sessions. Nothing is said about sessions that have ended. An
 * empty list means that the person is out: every entry with something still to come is taken back as a whole.
 */
export function planChanges(invites: Invite[], sessions: CalendarSession[], context: Circumstances): Plan {
  const wanted = context.address === null ? [] : sessions
  const future = wanted.filter(({ endsAt }) => endsAt > context.now)
  const covered = new Set(invites.filter((invite) => isReadBy(invite, context)).flatMap(sessionIds))
  let loose = future.filter(({ id }) => !covered.has(id))
  const plans: InvitePlan[] = []
  for (const invite of invites) {
    const decision = decide(invite, future, { ...context, loose, isOut: wanted.length === 0 })
    if (decision.plan !== undefined) plans.push(decision.plan)
    loose = [...loose, ...decision.loose]
  }
  const blocks = cutIntoBlocks(loose.sort(byStart), context.timeZone)
  const tooIrregular = blocks.length > context.mostEntries
  return { invites: plans, blocks: tooIrregular ? [] : blocks, tooIrregular }
}

function isReadBy(invite: Invite, { address }: Circumstances): boolean {
  return invite.address.toLowerCase() === address?.toLowerCase()
}

function sessionIds(invite: Invite): string[] {
  return invite.slots.flatMap(({ sessionId }) => sessionId ?? [])
}

type Context = Circumstances & { loose: CalendarSession[]; isOut: boolean }

function decide(invite: Invite, future: CalendarSession[], context: Context): Decision {
  if (!isReadBy(invite, context)) return { plan: takeBack(invite, context.now), loose: [] }
  const reviewed = reviewSlots(invite, new Map(future.map((session) => [session.id, session])), context.now)
  if (reviewed.every(({ fate }) => fate === 'empty' || fate === 'ended' || fate === 'same'))
    return { loose: [] }
  return reviewed.some(isKept) ? amendOrReplace(invite, reviewed, context) : end(invite, reviewed, context)
}

/**
 * Nothing of the entry stays that is still to come. One last occurrence of a course that has begun is cancelled by
 * itself, so that what already took place stays in the calendar; anything more is one message instead of many.
 */
function end(invite: Invite, reviewed: Reviewed[], { now, isOut }: Context): Decision {
  const gone = reviewed.filter(({ fate }) => fate === 'removed' || fate === 'displaced')
  const hasBegun = reviewed.some(({ fate }) => fate === 'ended')
  const loose = reviewed.filter(isDisplaced).map(({ session }) => session)
  const onlyOne = invite.pattern !== null && gone.length === 1 && hasBegun && !isOut
  return { plan: onlyOne ? amend(invite, reviewed, now) : takeBack(invite, now), loose }
}

/** Amends the entry, unless a new one takes fewer messages because many of its sessions have other times. */
function amendOrReplace(invite: Invite, reviewed: Reviewed[], context: Context): Decision {
  const displaced = reviewed.filter(isDisplaced).map(({ session }) => session)
  const amended: Decision = { plan: amend(invite, reviewed, context.now), loose: displaced }
  const moved = reviewed.filter(({ fate }) => fate === 'moved' || fate === 'displaced')
  if (invite.pattern === null || moved.length < 2) return amended
  const all = reviewed.flatMap((one) => (isKept(one) || isDisplaced(one) ? [one.session] : []))
  const replaced: Decision = { plan: takeBack(invite, context.now), loose: all }
  const many = messages(amended, context)
  const few = messages(replaced, context)
  if (few === Infinity) return amended
  return few < many || (few === many && moved.length === all.length) ? replaced : amended
}

/** Endless where sessions would stay without an entry. */
function messages({ plan, loose }: Decision, context: Context): number {
  const blocks = cutIntoBlocks([...context.loose, ...loose], context.timeZone).length
  return (plan?.steps.length ?? 0) + (blocks > context.mostEntries ? Infinity : blocks)
}
