// What search engines and calendars read. Rows in, text out.
import { type PublishedEvent, publishedCalendar } from '../calendar/feed.ts'
import type { Config } from '../config/config.ts'
import { paths } from '../paths.ts'
import type { ListedCourse } from './listing.ts'
import { whereOf } from './session-words.ts'

const daysKept = 60

/** From when on the public calendar has sessions. */
export function calendarBegins(now: Date): Date {
  return new Date(now.getTime() - daysKept * 24 * 60 * 60_000)
}

/** Every planned session of these courses' runs, for anybody's calendar: no links to join, no names. */
export function coursesCalendar(courses: ListedCourse[], config: Config, now: Date): string {
  return publishedCalendar({
    name: config.college.name,
    domain: config.mailDomain,
    timeZone: config.timeZone,
    events: courses.flatMap((course) => eventsOf(course, config.baseUrl)),
    now,
  })
}

function eventsOf(course: ListedCourse, baseUrl: string): PublishedEvent[] {
  const url = baseUrl + paths.course({ slug: course.slug })
  return course.runs.flatMap(({ coming }) =>
    coming.map((session) => ({
      id: session.id,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      title: course.title,
      location: whereOf(session),
      description: [course.summary, session.endAssumed ? 'The end time is to be confirmed.' : '', url]
        .filter(Boolean)
        .join('\n\n'),
      url,
      revision: session.revision,
      updatedAt: session.updatedAt,
    })),
  )
}

export function sitemap(courses: { slug: string; updatedAt: Date }[], baseUrl: string): string {
  const pages = [paths.home(), paths.courses(), paths.prospectus(), paths.privacy(), paths.accessibility()]
  const entries = [
    ...pages.map((page) => `<url><loc>${xml(baseUrl + page)}</loc></url>`),
    ...courses.map(({ slug, updatedAt }) => {
      const address = xml(baseUrl + paths.course({ slug }))
      return `<url><loc>${address}</loc><lastmod>${updatedAt.toISOString()}</lastmod></url>`
    }),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('\n')}
</urlset>
`
}

/** Pages for one person, and the endless combinations of filters, are not for search engines. */
export function robots(baseUrl: string): string {
  const closed = [
    '/my',
    '/admin',
    '/trainer',
    '/account',
    '/feeds',
    '/runs',
    '/offers',
    '/enrolments',
    '/dev',
  ]
  const lines = [...closed, paths.signIn(), `${paths.courses()}?`].map((path) => `Disallow: ${path}`)
  return ['User-agent: *', ...lines, '', `Sitemap: ${baseUrl}${paths.sitemap()}`, ''].join('\n')
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
