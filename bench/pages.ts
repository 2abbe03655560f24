import autocannon from 'autocannon'
import { type Site, withServer } from './site.ts'
import { type Figure, perSecond } from './table.ts'
import { signInAll } from './visitor.ts'

/** Pages for visitors and for people signed in, beside a bare Express that sends as many bytes. */
export async function benchPages({ databaseUrl, college }: Site): Promise<Figure[]> {
  const wanted = [
    ['catalogue, visitor', '/courses'],
    ['catalogue with a search, visitor', '/courses?q=anxeity&places=free'],
    ['course, visitor', `/courses/${college.slug}`],
  ] as const
  return withServer({ DATABASE_URL: databaseUrl }, async (origin) => {
    const [student] = await signInAll(origin, ['student-0@bench.example'])
    const cookie = student?.cookie ?? ''
    const figures: Figure[] = []
    for (const [what, address] of wanted) figures.push(...(await beside(what, origin + address, {})))
    figures.push(...(await beside('course, signed in', `${origin}/courses/${college.slug}`, { cookie })))
    return figures
  })
}

async function beside(what: string, url: string, headers: Record<string, string>): Promise<Figure[]> {
  const page = await fetch(url, { headers })
  if (page.status !== 200) throw new Error(`${url} answered ${page.status}`)
  const size = Buffer.byteLength(await page.text())
  const product = await rate(url, headers)
  const ceiling = await withServer({ BENCH_BYTES: String(size) }, (origin) => rate(origin, {}))
  return [
    { what, figure: perSecond(product), ratio: product / ceiling },
    { what: `  bare Express, ${Math.round(size / 1024)} KB`, figure: perSecond(ceiling) },
  ]
}

async function rate(url: string, headers: Record<string, string>): Promise<number> {
  await autocannon({ url, headers, connections: 32, duration: 1 })
  const result = await autocannon({ url, headers, connections: 32, duration: 4 })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} bad answers, ${result.errors} errors`)
  return result.requests.average
}
