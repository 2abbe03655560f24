// What of a register is kept where it was marked: on the phone ids, marks and a head count, and nobody's name; in the tab
// the names of who came without a place, which go with it. One entry a person who marks and session,
// `register <person> <session>`.
const everyRegister = 'register '
/** For how many days something is kept: names no longer than the day on which people came. */
const mostDays = new Map([
  [storageOf('localStorage'), 14],
  [storageOf('sessionStorage'), 1],
])
export const [phone, tab] = mostDays.keys()

// What is too old goes, of a register that nobody opens again too.
for (const place of mostDays.keys())
  for (const key of keysFrom(everyRegister, place)) if (recall(key, place) === undefined) letGo(key, place)

/** A phone that keeps nothing, or is full, marks as if there were no script. */
export function remember(key, kept, place = phone) {
  quietly(() => place.setItem(key, JSON.stringify(kept)))
}

export function letGo(key, place = phone) {
  quietly(() => place.removeItem(key))
}

/** Undefined when nothing is kept, or it is so old that nobody knows any more. */
export function recall(key, place = phone) {
  const kept = quietly(() => JSON.parse(place.getItem(key) ?? 'null')) ?? undefined
  return kept === undefined || Date.now() - kept.at > mostDays.get(place) * 86_400_000 ? undefined : kept
}

export function keysFrom(prefix, place = phone) {
  return (quietly(() => Object.keys(place)) ?? []).filter((key) => key.startsWith(prefix))
}

/** A browser may refuse even to name it. */
function storageOf(name) {
  return quietly(() => globalThis[name]) ?? name
}

function quietly(work) {
  try {
    return work()
  } catch {
    return undefined
  }
}
