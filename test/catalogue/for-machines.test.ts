import { load } from 'cheerio'
import { robots, sitemap } from '../../src/catalogue/for-machines.ts'
import { paths } from '../../src/paths.ts'

test('the sitemap holds whole addresses of the pages for everybody, and is XML', () => {
  const changed = [{ slug: 'living-with-anxiety', updatedAt: new Date('2026-03-02T09:00:00Z') }]
  const $ = load(sitemap(changed, 'https://college.example/a&b'), { xml: true })
  const addresses = $('url > loc')
    .toArray()
    .map((one) => $(one).text())
  expect(addresses).toEqual([
    'https://college.example/a&b/',
    'https://college.example/a&b/courses',
    'https://college.example/a&b/prospectus',
    'https://college.example/a&b/privacy',
    'https://college.example/a&b/accessibility',
    'https://college.example/a&b/courses/living-with-anxiety',
  ])
  expect($('lastmod').text()).toBe('2026-03-02T09:00:00.000Z')
})

test('search engines are kept from every page that is one person’s', () => {
  const text = robots('https://college.example')
  const closed = [...text.matchAll(/^Disallow: (.+)$/gm)].map(([, path = '']) => path)
  const id = { id: 'x' }
  const personal = [
    paths.myCourses(),
    paths.account(),
    paths.feed({ token: 'x' }),
    paths.run(id),
    paths.offer(id),
    paths.withdrawal(id),
    paths.trainer(),
    paths.classList(id),
    paths.admin(),
    paths.adminMail(),
    paths.mailbox(),
  ]
  for (const path of personal) expect(closed.some((start) => path.startsWith(start))).toBe(true)
  const open = [
    paths.home(),
    paths.courses(),
    paths.course({ slug: 'sleep' }),
    paths.prospectus(),
    paths.sitemap(),
  ]
  for (const path of open) expect(closed.some((start) => path.startsWith(start))).toBe(false)
  expect(text).toContain('Sitemap: https://college.example/sitemap.xml')
})
