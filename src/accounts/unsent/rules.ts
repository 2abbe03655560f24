/** What a form held, but for the mark that it is ours. */
export type Fields = Record<string, string | string[]>

/** Hours that it is kept. */
export const keptHours = 24

/** What opens something is typed anew each time. The code of a run, which the office plans, opens nothing. */
function isSecret(name: string, address: string): boolean {
  return /password|code/.test(name) && !(name === 'code' && address.startsWith('/admin/'))
}

/** Answers that stand under no name are not kept beside one, even for a day. */
const nameless = ['/account/equality']

/** What is worth keeping of a form; undefined when nothing was written in it, or nobody may keep it. */
export function fieldsToKeep(address: string, body: unknown): Fields | undefined {
  if (nameless.includes(address.split('?')[0] ?? '') || !isLocal(address)) return undefined
  const fields = Object.entries((body ?? {}) as Record<string, unknown>).filter(
    (entry): entry is [string, string | string[]] => !entry[0].startsWith('_') && isText(entry[1]),
  )
  if (fields.some(([name]) => isSecret(name, address))) return undefined
  return fields.some(([, value]) => value.length > 0) ? Object.fromEntries(fields) : undefined
}

function isLocal(address: string): boolean {
  return /^\/[^/\\]/.test(address) && address.length <= 500
}

function isText(value: unknown): value is string | string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'))
}

/** What to show of it: what somebody wrote, not what the page said in words of the computer. */
export function wordsIn(fields: Fields): string[] {
  const texts = Object.values(fields).flat()
  return texts.map((text) => text.trim()).filter((text) => text !== '' && !ofTheComputer.test(text))
}

/** `yes`, `large-print`, the number of a thing, or an address of ours. */
const ofTheComputer = /^([a-z]+(-[a-z]+)*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\/\S*)$/
