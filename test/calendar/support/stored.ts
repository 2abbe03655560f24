// What a calendar keeps that applied every message: for each UID one file with the series and its exceptions, put
// together from the very lines of the messages.

interface Entry {
  head: string
  master: string
  overrides: Map<string, string>
  cancelled: Set<string>
}

export class Store {
  #entries = new Map<string, Entry>()

  receive(file: string): void {
    const [head = '', event = ''] = split(file)
    const uid = lineOf(event, 'UID')
    const occurrence = lineOf(event, 'RECURRENCE-ID')
    const known = this.#entries.get(uid)
    if (file.includes('\r\nMETHOD:CANCEL\r\n')) this.#cancel(uid, occurrence)
    else if (occurrence !== '') known?.overrides.set(occurrence, event)
    else this.#entries.set(uid, { head, overrides: new Map(), cancelled: new Set(), ...known, master: event })
  }

  #cancel(uid: string, occurrence: string): void {
    if (occurrence === '') this.#entries.delete(uid)
    const entry = this.#entries.get(uid)
    entry?.overrides.delete(occurrence)
    entry?.cancelled.add(occurrence)
  }

  files(): string[] {
    return [...this.#entries.values()].map(({ head, master, overrides, cancelled }) => {
      const excluded = lineOf(master, 'EXDATE')
      const more = [...cancelled]
        .filter((one) => !excluded.includes(valueOf(one)))
        .map((one) => `EXDATE${one}\r\n`)
      const events = [
        master.replace(/END:VEVENT\r\n$/, `${more.join('')}END:VEVENT\r\n`),
        ...overrides.values(),
      ]
      return `${head}${events.join('')}END:VCALENDAR\r\n`
    })
  }
}

/** Everything before the event, and the event. A stored file has no METHOD. */
function split(file: string): string[] {
  const begins = file.indexOf('BEGIN:VEVENT\r\n')
  const ends = file.indexOf('END:VCALENDAR')
  return [file.slice(0, begins).replace(/METHOD:.*\r\n/, ''), file.slice(begins, ends)]
}

/** The rest of the line that begins so, parameters included, unfolded; empty when there is none. */
function lineOf(event: string, name: string): string {
  return new RegExp(`^${name}([;:].*)$`, 'm').exec(event.replaceAll('\r\n ', ''))?.[1]?.trimEnd() ?? ''
}

function valueOf(line: string): string {
  return line.slice(line.lastIndexOf(':') + 1)
}
