import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

// Without windows of its own first: the same engine at half the work, which leaves out what nobody looks at.
const usualPlaces = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** The program to start: CHROMIUM when it is set, else the first that is there. Throws in plain words. */
export function findChromium(environment: Record<string, string | undefined>): string {
  const { CHROMIUM: named } = environment
  const candidates = named === undefined || named === '' ? usualPlaces : [named]
  const found = candidates.find(isProgram)
  if (found !== undefined) return found
  throw new Error(
    `The browser tests need Chromium, and there is none at ${candidates.join(', ')}. ` +
      'Install it (Debian: apt-get install chromium-headless-shell, or chromium), or say where it is: CHROMIUM=/path/to/chromium npm run test:browser',
  )
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A browser with a profile folder of its own, which is thrown away with it, and which speaks to nobody but the site. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(process.env),
    args: [
      // Chromium refuses to sandbox itself as root, which is what a container usually is.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
