import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { allRoutes } from '../../../src/app.ts'
import { viewsFolder } from '../../../src/web/views.ts'
import { aboutMeAnswers } from './about-me-answers.ts'
import { bulkChangeAnswers } from './bulk-changes.ts'
import { completionAnswers } from './completion-pages.ts'
import { courseAnswers } from './course-answers.ts'
import { planAnswers } from './plan-answers.ts'
import { importAnswers } from './import-answers.ts'
import { followUpAnswers } from './follow-up-samples.ts'
import { placeAnswers } from './place-answers.ts'
import { registerAnswers } from './register-samples.ts'
import { trainerAnswers } from './trainer-pages.ts'
import { termCopyAnswers } from './term-copy-samples.ts'
import { answers } from './answers.ts'
import { answersWithCodes } from './answers-with-codes.ts'
import { linkAnswers } from './link-answers.ts'
import { faultsAtEachWidth, faultsOfMail } from './faults-of-a-page.ts'
import { faultsOfFirstRun } from './first-run.ts'
import { makeSampleCollege, type SampleCollege } from './sample-college.ts'
import { forgetWhatNewcomerRead } from './sample-about-me.ts'
import type { Sample, Who } from './sample.ts'
import { samplePages } from './sample-pages.ts'
import type { Site } from './site.ts'

/** The addresses that answer GET but are in no table of pages, and those of the table that answer no more. */
export function missingSamples(site: Site): { missing: string[]; gone: string[] } {
  const patterns = allRoutes(site.deps).flatMap(({ method, pattern }) => (method === 'get' ? [pattern] : []))
  return {
    missing: patterns.filter((pattern) => samplePages[pattern] === undefined),
    gone: Object.keys(samplePages).filter((pattern) => !patterns.includes(pattern)),
  }
}

/** Every view that is a page: partials and layouts are parts of others, and a mail is shown by a page of its own. */
function everyView(): string[] {
  return readdirSync(viewsFolder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.hbs') && !/^(dev|layouts|partials)\/|^mail\/(html|text)\.hbs$/.test(file),
    )
    .map((file) => file.replace(/\.hbs$/, ''))
}

/**
 * Looks at every page there is, on a phone and on a desk, by its address and by its view. Gives what is wrong, each with its address;
 * nothing when all is well.
 */
export async function faultsOfEveryPage(site: Site): Promise<string[]> {
  const atFirst = await faultsOfFirstRun(site)
  const college = await makeSampleCollege(site)
  const pageOf = await pages(site)
  await forgetWhatNewcomerRead(site.db)
  const samples = Object.values(samplePages)
    .flat()
    .filter((sample) => sample !== 'not a page')
  const look = async (wanted: Sample[]) => {
    const found: string[] = []
    for (const sample of wanted) found.push(...(await faultsOfSample(pageOf(sample.who), sample, college)))
    return found
  }
  // Most pages are the office's: others are looked at meanwhile, since looking changes nothing.
  const isOffice = ({ who }: Sample) => who === 'administrator'
  const lanes = [samples.filter(isOffice), samples.filter((sample) => !isOffice(sample))]
  const faults = [...atFirst, ...(await Promise.all(lanes.map(look))).flat()]
  for (const { name, who, heading, reach } of [
    ...answers,
    ...aboutMeAnswers,
    ...courseAnswers,
    ...completionAnswers,
    ...planAnswers,
    ...registerAnswers,
    ...trainerAnswers,
    ...followUpAnswers,
    ...placeAnswers,
    ...importAnswers,
    ...termCopyAnswers,
    ...bulkChangeAnswers,
    ...linkAnswers,
    ...answersWithCodes,
  ]) {
    const page = pageOf(who)
    try {
      await reach(page, college)
    } catch (error) {
      // One way that leads nowhere must not hide what is wrong with the others.
      faults.push(`${name}: ${String(error).slice(0, 300)}`)
      continue
    }
    const shown = (await page.getByRole('heading', { level: 1 }).first().textContent()) ?? ''
    const arrived = shown === heading ? [] : [`led to "${shown}"`]
    faults.push(...[...arrived, ...(await faultsAtEachWidth(page))].map((fault) => `${name}: ${fault}`))
  }
  const unseen = everyView().filter((view) => !site.shown.has(view))
  return [...faults, ...unseen.map((view) => `views/${view}.hbs was not looked at`)]
}

/** One browser for each person; the axe tool needs JavaScript, which the product does not. */
async function pages(site: Site): Promise<(who: Who) => Page> {
  const emails: Record<Who, string | undefined> = {
    visitor: undefined,
    student: 'student@example.org',
    other: 'other@example.org',
    newcomer: 'newcomer@example.org',
    trainer: 'trainer@example.org',
    administrator: 'administrator@example.org',
  }
  const visits = await Promise.all(
    Object.entries(emails).map(async ([who, as]) => {
      const visitor = { width: 360, javaScript: true, ...(as === undefined ? {} : { as }) }
      const page = await site.visit(visitor)
      page.setDefaultTimeout(10_000)
      return [who, page] as const
    }),
  )
  const byWho = Object.fromEntries(visits) as Record<Who, Page>
  return (who) => byWho[who]
}

async function faultsOfSample(page: Page, sample: Sample, college: SampleCollege): Promise<string[]> {
  const address = sample.address(college)
  const response = await page.goto(address)
  const status = response?.status()
  const answered = status === sample.status ? [] : [`answered ${status}`]
  const faults = sample.isMail === true ? await faultsInAMail(page) : await faultsAtEachWidth(page)
  return [...answered, ...faults].map((fault) => `${address} (${sample.who}): ${fault}`)
}

// The mail's own policy lets no script run, so its text is looked at on a page that has none.
async function faultsInAMail(page: Page): Promise<string[]> {
  const html = await page.content()
  const copy = await page.context().newPage()
  await copy.setContent(html)
  const faults = await faultsAtEachWidth(copy, faultsOfMail)
  await copy.close()
  return faults
}
