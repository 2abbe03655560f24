// Days and times as people type them, or as browsers and spreadsheets write them.
export const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

/**
 * The ISO day of `2025-03-03`, `3/3/2025`, `03.03.2025`, `3.3.25`, `3 March 2025`, `03-Mar-25`; undefined when there is no
 * such day. Day first: a month above 12 is refused, not swapped. A year of two figures is one of this century, and taken
 * where it cannot be the day: beside a month in letters, or after two points. `05/12/26` may begin with the year.
 */
export function dayAsTyped(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?$/.exec(text)
  if (iso !== null) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dayFirst = /^(\d{1,2})([/. -])(\d{1,2})\2(\d{4})$/.exec(text)
  if (dayFirst !== null) return isoDay(Number(dayFirst[4]), Number(dayFirst[3]), Number(dayFirst[1]))
  const pointed = /^(\d{1,2})\.(\d{1,2})\.(\d{2})$/.exec(text)
  if (pointed !== null) return isoDay(yearOf(pointed[3]), Number(pointed[2]), Number(pointed[1]))
  const inWords =
    /^(\d{1,2})(?:st|nd|rd|th)?(?:\.?\s+|[-/.])(\p{L}{3,9})(?:\.?,?\s+|[-/.])(\d{4}|\d{2})$/iu.exec(text)
  return inWords === null
    ? undefined
    : isoDay(yearOf(inWords[3]), monthNumber(inWords[2] ?? ''), Number(inWords[1]))
}

function yearOf(figures = ''): number {
  return figures.length === 2 ? 2000 + Number(figures) : Number(figures)
}

/** The ISO day, or nothing where there is no such day (31 April), or it is far from now. */
export function isoDay(year: number, month: number, day: number): string | undefined {
  if (year < 2000 || year > 2100) return undefined
  const found = new Date(Date.UTC(year, month - 1, day))
  // The 31st of April is found as the 1st of May.
  const exists = found.getUTCMonth() === month - 1 && found.getUTCDate() === day
  return exists ? found.toISOString().slice(0, 10) : undefined
}

/** 1 to 12 for `March`, `mar`, `Sept`; 0 when it is no month. */
export function monthNumber(name: string): number {
  const wanted = name.toLowerCase()
  const matches = (month: string) =>
    month.toLowerCase() === wanted ||
    month.slice(0, 3).toLowerCase() === wanted ||
    (wanted === 'sept' && month === 'September')
  return months.findIndex(matches) + 1
}

/**
 * `13:00` of `13:00`, `13.00`, `1pm`, `1:00 p.m.`; `12:00` of `noon`; undefined when it is no time. A bare `9` is none:
 * morning or evening?
 */
export function timeAsTyped(text: string): string | undefined {
  const [hour, minute] = readTime(text)
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59
    ? `${padded(hour)}:${padded(minute)}`
    : undefined
}

/** Hour and minute; NaN where the text is no time. */
function readTime(text: string): [hour: number, minute: number] {
  if (/^(12 ?)?(noon|midday)$/i.test(text)) return [12, 0]
  const twelve = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?\s*m\.?$/i.exec(text)
  if (twelve !== null) {
    return [hourOfDay(Number(twelve[1]), (twelve[3] ?? '').toLowerCase()), Number(twelve[2] ?? 0)]
  }
  const twentyFour = /^(\d{1,2})[:.h](\d{2})(?::00)?$/i.exec(text)
  return [Number(twentyFour?.[1]), Number(twentyFour?.[2])]
}

function hourOfDay(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return NaN
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

function padded(number: number): string {
  return String(number).padStart(2, '0')
}
