import type { ConsoleMessage, Page, Request, Response } from 'playwright-core'

/**
 * Collects what a page must never do: an error in the console, a refusal by its policy, a word to another host. What pages
 * of a host do that people are sent on to (`alsoAt`, an origin) is not ours.
 */
export function watch(page: Page, origin: string, alsoAt?: string): string[] {
  const faults: string[] = []
  const isThere = (url: string) => alsoAt !== undefined && new URL(url).origin === alsoAt
  const note = (what: string) => isThere(page.url()) || faults.push(`${page.url()}: ${what}`)
  page.on('console', (message) => {
    if (isFault(message)) note(message.text())
  })
  page.on('pageerror', (error) => note(error.message))
  page.on('request', (request) => {
    const sentOn = request.isNavigationRequest() && isThere(request.url())
    if (isElsewhere(request, origin) && !sentOn) note(`asked ${request.url()}`)
  })
  page.on('response', (response) => {
    if (isBrokenPart(response)) note(`${response.url()} answered ${response.status()}`)
  })
  return faults
}

// A page that answers 404 or 422 is reported too; whether it should is for the test that went there to say.
function isFault(message: ConsoleMessage): boolean {
  return message.type() === 'error' && !message.text().startsWith('Failed to load resource')
}

function isElsewhere(request: Request, origin: string): boolean {
  const url = new URL(request.url())
  return url.protocol !== 'data:' && url.origin !== origin
}

// What a script of ours is answered is the script's to deal with.
function isBrokenPart(response: Response): boolean {
  const asked = response.request()
  return response.status() >= 400 && !asked.isNavigationRequest() && asked.resourceType() !== 'fetch'
}
