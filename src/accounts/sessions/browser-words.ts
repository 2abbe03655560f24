// A browser in plain words. Order matters: nearly all of them also say that they are Safari, and many that they are Chrome.
const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|OPT\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/iPhone|iPod/, 'an iPhone'],
  [/iPad/, 'an iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'a Chromebook'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'a Mac'],
  [/Linux|X11/, 'Linux'],
]

/** `Firefox on Windows`; no version, and nothing that tells one browser from another of its kind. Pure. */
export function browserInWords(userAgent: string | undefined): string {
  const first = (table: [RegExp, string][]) => table.find(([form]) => form.test(userAgent ?? ''))?.[1]
  const browser = first(browsers) ?? 'A browser we do not know'
  const system = first(systems)
  return system === undefined ? browser : `${browser} on ${system}`
}
