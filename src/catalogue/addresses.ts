// The addresses of the catalogue: a search as a query string, and the one address that a page kept in memory goes by.
import { paths } from '../paths.ts'
import { facets } from './filter.ts'
import { queryOf as queryOfPrint, readPrint } from './prospectus/forms.ts'
import { type CourseSearch, type ReadSearch, readSearch } from './forms.ts'

type Asked = Pick<CourseSearch, 'q' | 'chosen'> & { page?: number }

/** The same search always gives the same text, whatever the order in which it was asked. */
function queryOf({ q, chosen, page = 1 }: Asked): string {
  const query = new URLSearchParams()
  if (q !== '') query.append('q', q)
  for (const facet of facets) {
    for (const value of chosen[facet]) query.append(facet, value)
  }
  if (page > 1) query.append('page', String(page))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

export function coursesAddress(asked: Asked): string {
  return paths.courses() + queryOf(asked)
}

export function calendarAddress({ q, chosen }: Asked): string {
  return paths.calendar() + queryOf({ q, chosen })
}

/** The search in the address of a request. */
export function searchIn(url: string): ReadSearch {
  return readSearch(new URLSearchParams(split(url).query))
}

const plainPages = new Set([
  paths.home(),
  paths.sitemap(),
  paths.robots(),
  paths.privacy(),
  paths.accessibility(),
])
const coursePage = new RegExp(`^${paths.course.pattern.replace(':slug', '[a-z0-9]+(-[a-z0-9]+)*')}$`)

/**
 * The one address a catalogue page goes by, so that parameters we pass over do not make many pages of one. Undefined
 * for every other page, and for a search we could not read.
 */
export function canonicalAddress(url: string): string | undefined {
  const { pathname } = split(url)
  // The start page with news of one's own, whatever else the address says.
  if (pathname === paths.home() && url.includes('signed-out')) return undefined
  if (plainPages.has(pathname)) return pathname
  if (pathname.length < 250 && coursePage.test(pathname)) return pathname
  if (pathname === paths.prospectus()) return prospectusAddress(url)
  if (pathname !== paths.courses() && pathname !== paths.calendar()) return undefined
  const read = searchIn(url)
  if (!read.ok) return undefined
  return pathname === paths.courses() ? coursesAddress(read.search) : calendarAddress(read.search)
}

function prospectusAddress(url: string): string | undefined {
  const print = readPrint(new URLSearchParams(split(url).query))
  return print && paths.prospectus() + queryOfPrint(print)
}

// Split as the router does, without resolving dots or hosts: what is not served must not look like what is.
function split(url: string): { pathname: string; query: string } {
  const mark = url.indexOf('?')
  return mark === -1
    ? { pathname: url, query: '' }
    : { pathname: url.slice(0, mark), query: url.slice(mark + 1) }
}
