import parsePhoneNumber, { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max'

const canRead = ['MOBILE', 'FIXED_LINE_OR_MOBILE', 'PAGER', 'PERSONAL_NUMBER', 'VOIP', undefined]

/**
 * A phone number as people write it, as providers need it (`07700 900123` is `+447700900123`): undefined for one that
 * is none, is kept for films and demonstrations, or belongs to a phone on a wall. `country`: the college's, such as `GB-ENG`.
 */
export function textNumber(phone: string | null, country: string): string | undefined {
  if (phone === null) return undefined
  const [code = ''] = country.split('-')
  const home = isSupportedCountry(code) ? { defaultCountry: code satisfies CountryCode } : {}
  const number = parsePhoneNumber(phone, home)
  if (number?.isValid() !== true || number.ext !== undefined) return undefined
  return canRead.includes(number.getType()) ? number.number : undefined
}
