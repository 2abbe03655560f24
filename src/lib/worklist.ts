/**
 * Part of a list that is worked through from the top: the first so many of what is still open; with a place, of what
 * comes after that row, open or done meanwhile. When nothing open comes after it, the first of all: nothing is out of
 * reach. `next`: the row after which the next part begins, if there is one.
 */
export function partStillOpen<Row>(
  rows: Row[],
  isOpen: (row: Row) => boolean,
  { most, isPlace = () => false }: { most: number; isPlace?: (row: Row) => boolean },
): { shown: Row[]; count: number; next: Row | undefined } {
  const all = rows.filter(isOpen)
  const later = rows.slice(1 + rows.findIndex(isPlace)).filter(isOpen)
  const following = later.length === 0 ? all : later
  const shown = following.slice(0, most)
  return { shown, count: all.length, next: following.length > shown.length ? shown.at(-1) : undefined }
}
