/** Repeats a race until what it should show has happened, at most so often. */
export async function untilItHappens(rounds: number, race: () => Promise<boolean>): Promise<boolean> {
  for (let round = 0; round < rounds; round++) if (await race()) return true
  return false
}
