/** One line of a calendar, unfolded: RFC 5545, 3.1. Written for the tests, apart from the code they test. */
export interface ContentLine {
  name: string
  parameters: Record<string, string>
  value: string
}

export type Properties = Map<string, ContentLine>

export function contentLines(file: string): ContentLine[] {
  return file
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map(contentLine)
}

/** The properties of every component of this name, nested ones left out. */
export function components(file: string, name: string): Properties[] {
  const found: Properties[] = []
  const open: { name: string; properties: Properties }[] = []
  for (const line of contentLines(file)) {
    if (line.name === 'BEGIN') open.push({ name: line.value, properties: new Map() })
    else if (line.name === 'END') {
      const closed = open.pop()
      if (closed?.name !== line.value) throw new Error(`${line.value} ends without having begun`)
      if (closed.name === name) found.push(closed.properties)
    } else {
      const properties = open.at(-1)?.properties
      if (properties === undefined) throw new Error(`${line.name} stands outside of everything`)
      if (properties.has(line.name))
        throw new Error(`${line.name} stands twice in ${open.at(-1)?.name ?? ''}`)
      properties.set(line.name, line)
    }
  }
  return found
}

function contentLine(line: string): ContentLine {
  const quotedOrPlain = '(?:"[^"]*"|[^";:,]*)'
  const form = new RegExp(`^([A-Z0-9-]+)((?:;[A-Z0-9-]+=${quotedOrPlain})*):(.*)$`, 's')
  const [, name, parameters = '', value] = form.exec(line) ?? []
  if (name === undefined || value === undefined) throw new Error(`Not a content line: ${line}`)
  const pairs = [...parameters.matchAll(/;([A-Z0-9-]+)=(?:"([^"]*)"|([^;]*))/g)].map(
    ([, key, quoted, plain]): [string, string] => [key ?? '', quoted ?? plain ?? ''],
  )
  return { name, parameters: Object.fromEntries(pairs), value }
}

/** The text behind the escapes of RFC 5545, 3.3.11. */
export function unescaped(value: string | undefined): string {
  return (value ?? '').replace(/\\([\\;,nN])/g, (_, one: string) => (one.toLowerCase() === 'n' ? '\n' : one))
}

/** What is wrong with the lines of a file; nothing, when it is good. */
export function lineFaults(file: string): string[] {
  const lines = file.split('\r\n')
  return [
    ...(lines.at(-1) === '' ? [] : ['the last line has no end']),
    ...(lines.slice(0, -1).includes('') ? ['there is an empty line'] : []),
    ...lines.filter((line) => Buffer.byteLength(line) > 75).map((line) => `longer than 75 octets: ${line}`),
    ...lines
      .filter((line) => /[\u0000-\u0008\u000a-\u001f\u007f]/.test(line))
      .map((line) => `has a control character: ${JSON.stringify(line)}`),
    ...(Buffer.from(file).toString() === file ? [] : ['cannot be written in UTF-8']),
  ]
}
