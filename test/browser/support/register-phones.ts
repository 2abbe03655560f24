// A class that has begun, and the phones of those who give it.
import type { Page } from 'playwright-core'
import type { Db } from '../../../src/database/schema.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../../support/college.ts'
import type { Site } from './site.ts'

/** Half an hour ago, with Amal, Bo and Cleo on its register. */
export async function addClass(db: Db) {
  const now = new Date()
  const { id: course } = await addCourse(db, { title: 'Cooking together' })
  const sessions = [{ startsAt: addMinutes(now, -30) }]
  const { runId, sessionIds, peerId, professionalId } = await addRun(db, { course, sessions, now })
  for (const [id, name, email] of [
    [peerId, 'Pia Peer', 'peer@example.org'],
    [professionalId, 'Otto Professional', 'otto@example.org'],
  ] as const)
    await db.updateTable('person').set({ name, email }).where('id', '=', id).execute()
  await addPerson(db, { name: 'Ada Office', email: 'admin@example.org', roles: ['administrator'], now })
  const joinedAt = addMinutes(now, -3 * 24 * 60)
  for (const name of ['Amal', 'Bo', 'Cleo'])
    await addEnrolment(db, runId, { person: await addPerson(db, { name, now: joinedAt }), joinedAt })
  return sessionIds[0] ?? ''
}

export const choose = (page: Page, name: string, mark: string) =>
  page.getByRole('group', { name }).getByLabel(mark, { exact: true }).check({ force: true })
export const save = (page: Page) => page.getByRole('button', { name: 'Save the register' })
/** Nothing is kept on the phone any more; whatever page it is going to. */
export async function expectLetGo(page: Page) {
  const left = () => page.evaluate('localStorage.length').catch(() => undefined)
  while ((await left()) !== 0) await page.waitForTimeout(50)
}
/** One class, and its register open on the phones of both trainers; the other's has no script. */
export async function twoPhones({ db, visit }: Site) {
  const session = await addClass(db)
  const register = paths.sessionRegister({ id: session })
  const phone = await visit({ width: 360, as: 'peer@example.org', javaScript: true })
  const other = await visit({ width: 360, as: 'otto@example.org' })
  await phone.goto(register)
  await other.goto(register)
  return { db, session, register, phone, other }
}

export const status = (page: Page) => page.locator('#register-kept')
/** A page that is being left may still send what it holds; then the next one says so in other words. */
export async function isSaid(page: Page): Promise<void> {
  await page
    .getByText('The register is saved')
    .or(status(page).getByText('What you marked has arrived'))
    .waitFor()
  // It says so before its script has put back what was half typed.
  await page.waitForLoadState()
}
