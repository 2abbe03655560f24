/**
 * Closes everything in this order, whatever becomes of each, and then fails with the first failure: one server left
 * open, and jest never ends.
 */
export async function closeAll(...closings: (() => unknown)[]): Promise<void> {
  const failures: Error[] = []
  for (const close of closings) {
    try {
      await close()
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)))
    }
  }
  if (failures[0] !== undefined) throw failures[0]
}
