/** `Café & Mood: part 2` becomes `cafe-mood-part-2`; never empty. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return slug === '' ? 'untitled' : slug
}

/** An address of this name that none of these is, and which is then one of them: `movie-club`, else `movie-club-2`. */
export function freeSlug(name: string, taken: Set<string>): string {
  const base = slugOf(name)
  let slug = base
  for (let number = 2; taken.has(slug); number += 1) slug = `${base}-${number}`
  taken.add(slug)
  return slug
}
