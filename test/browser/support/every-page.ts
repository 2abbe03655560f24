import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { allRoutes } from '../../../src/app.ts'
import { viewsFolder } from '../../../src/web/views.ts'
import { aboutMeAnswers } from './about-me-answers.ts'
import { courseAnswers } from './course-answers.ts'
import { planAnswers } from './plan-answers.ts'
import { importAnswers } from './import-answers.ts'
import { placeAnswers } from './place-answers.ts'
import { termCopyAnswers } from './term-copy-samples.ts'
import { answers } from './answers.ts'
import { answersWithCodes } from './answers-with-codes.ts'
import { linkAnswers } from './link-answers.ts'
import { faultsOfMail, faultsOfPage } from './faults-of-a-page.ts'
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
 * Looks at every page there is at this width, by its address and by its view. Gives what is wrong, each with its address;
 * nothing when all is well.
 */
export async function faultsOfEveryPage(site: Site, width: number): Promise<string[]> {
  const atFirst = await faultsOfFirstRun(site, width)
  const college = await makeSampleCollege(site)
  const pageOf = await pages(site, width)
  await forgetWhatNewcomerRead(site.db)
  const faults: string[] = [...atFirst]
  for (const sample of Object.values(samplePages).flat()) {
    if (sample === 'not a page') continue
    faults.push(...(await faultsOfSample(pageOf(sample.who), sample, college)))
  }
  for (const { name, who, heading, reach } of [
    ...answers,
    ...aboutMeAnswers,
    ...courseAnswers,
    ...planAnswers,
    ...placeAnswers,
    ...importAnswers,
