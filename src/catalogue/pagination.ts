type Page = { number: number; href: string; current: boolean } | { gap: true }

/** Links to the first, the last and the neighbouring pages; nothing when there is one page only. */
export function pagination(page: number, pages: number, hrefOf: (page: number) => string) {
  if (pages < 2) return { pages: [] }
  const near = Array.from({ length: pages }, (_, index) => index + 1).filter(
    (number) => number === 1 || number === pages || Math.abs(number - page) < 2,
  )
  const links = near.flatMap((number, index): Page[] => {
    const link = { number, href: hrefOf(number), current: number === page }
    const skipped = number - (near[index - 1] ?? 0) > 1
    return skipped ? [{ gap: true }, link] : [link]
  })
  return {
    pages: links,
    ...(page > 1 ? { previousHref: hrefOf(page - 1) } : {}),
    ...(page < pages ? { nextHref: hrefOf(page + 1) } : {}),
  }
}
