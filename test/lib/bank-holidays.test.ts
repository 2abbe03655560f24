import { bankHolidays, countryName, isKnownCountry } from '../../src/lib/bank-holidays.ts'

// From gov.uk/bank-holidays, for 2026.
test('the bank holidays of Northern Ireland are those the government names', () => {
  expect(bankHolidays('GB-NIR', 2026).map(({ day }) => day)).toEqual(
    expect.arrayContaining([
      '2026-01-01',
      '2026-03-17',
      '2026-04-03',
      '2026-04-06',
      '2026-07-13',
      '2026-12-28',
    ]),
  )
})

test('a part of a country has holidays of its own', () => {
  const days = (country: string) => bankHolidays(country, 2026).map(({ day }) => day)
  expect(days('GB-ENG')).not.toContain('2026-03-17')
})

test.each([
  ['GB-ENG', 'England'],
  ['DK', 'Denmark'],
])('%s is %s', (country, name) => {
  expect([isKnownCountry(country), countryName(country)]).toEqual([true, name])
})

test.each(['ZZ', 'GB-XX', 'DK-XX', '', 'gb'])('%j is no country of which holidays are known', (country) => {
  expect(isKnownCountry(country)).toBe(false)
})
