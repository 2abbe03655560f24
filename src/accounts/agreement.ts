export interface Agreement {
  title: string
  body: string
  version: number
}

/** True when these are the words of the version that a form says it showed. Without an agreement there are none to show. */
export function wasShown(
  agreement: Pick<Agreement, 'version'> | undefined,
  shownVersion: string | undefined,
): boolean {
  return agreement === undefined || String(agreement.version) === shownVersion
}

export function agreementText({ title, body, version }: Agreement) {
  return {
    title,
    version,
    summary: `Read the ${title.charAt(0).toLowerCase()}${title.slice(1)} (version ${version})`,
    paragraphs: body.split(/\n{2,}/),
  }
}
