import setUpDatabase from '../../support/global-setup.ts'
import { findChromium } from './chromium.ts'

/** Says at once, and once, when there is no browser; then the same throwaway database as every other test. */
export default async function setUp(): Promise<void> {
  findChromium(process.env)
  await setUpDatabase()
}
