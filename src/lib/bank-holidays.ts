// Public holidays of most countries, and of parts of them, by name: `DK`, or `GB-ENG` as ISO 3166-2 has it.
import Holidays from 'date-holidays'

export interface BankHoliday {
  name: string
  /** An ISO day, `2026-12-25`. */
  day: string
}

/** Those of a year, in order. A day that is given for a holiday on a weekend is one of its own. */
export function bankHolidays(country: string, year: number): BankHoliday[] {
  const { nation, region } = partsOf(country)
  return new Holidays(nation, region)
    .getHolidays(year, 'en')
    .filter(({ type }) => type === 'public')
    .map(({ date, name }) => ({ name, day: date.slice(0, 10) }))
}

/** Whether holidays of this country, or part of one, are known. */
export function isKnownCountry(country: string): boolean {
  return nameIn(country) !== undefined
}

/** `England`, or `Denmark`. */
export function countryName(country: string): string {
  return nameIn(country) ?? country
}

function nameIn(country: string): string | undefined {
  const { nation, region } = partsOf(country)
  const known = new Holidays()
  const nations = known.getCountries('en') as Record<string, string | undefined>
  if (region === '') return nations[nation]
  // The package gives nothing for a country without parts, whatever its types say.
  const regions = known.getStates(nation, 'en') as Record<string, string | undefined> | undefined
  return regions?.[region]
}

function partsOf(country: string): { nation: string; region: string } {
  const [nation = '', region = ''] = country.split('-')
  return { nation, region }
}
