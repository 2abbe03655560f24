// What nobody should send, and how to see whether a page took markup from it.
import { load } from 'cheerio'
import fc from 'fast-check'

/** If any page ever has this element or attribute, it came from input. */
export const probe = 'xss-probe'

const markup = [
  `<${probe}>`,
  `"><${probe}>`,
  `'><${probe}>`,
  `" ${probe}="1`,
  `' ${probe}='1' x='`,
  `</textarea></script></title></style><${probe}>`,
  `<img src=x onerror=alert(1) ${probe}>`,
  `--><${probe}><!--`,
  `{{{this}}}<${probe}>{{#each @root}}`,
]

/** Texts of every bad kind, already encoded as a form or an address carries them. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...markup).map(encodeURIComponent),
  fc.constantFrom(
    '%00',
    'a%00b',
    // A lone surrogate, an overlong slash, half a character: none of it is UTF-8.
    '%ED%A0%80',
    '%C0%AF',
    '%F0%9F',
    '%ZZ',
    '%',
    '%u0041',
    '+++',
    '%0D%0ASet-Cookie:%20a=b',
    '%E2%80%AE%E2%80%8B',
    "'%3B%20drop%20table%20person%3B%20--",
    '%27%20or%201=1--',
    '$1',
    '__proto__',
    'constructor',
    '[object Object]',
    '-1',
    '1e999',
    'NaN',
    '99999999999999999999',
    '..%2F..%2F..%2Fetc%2Fpasswd',
    'javascript:alert(1)',
    'null',
    'a'.repeat(3000),
    '%F0%9F%98%80'.repeat(200),
  ),
  fc
    .string({ unit: 'binary', maxLength: 30 })
    .map((text) => encodeURIComponent(Buffer.from(text).toString())),
)

/** A body or a query with the fields, each perhaps missing, twice, as a list, nested, or under a name of its own. */
export function hostileFields(
  names: readonly string[],
  good: Record<string, string> = {},
): fc.Arbitrary<string> {
  const shape = (name: string) =>
    hostileText.chain((text) =>
      fc.constantFrom(
        '',
        `${name}=${text}`,
        `${name}=${text}`,
        `${name}=${text}&${name}=b`,
        `${name}[]=${text}&${name}[]=b`,
        `${name}[a][b]=${text}`,
        name,
        `${name}=${encodeURIComponent(good[name] ?? 'a')}`,
        `__proto__[${name}]=${text}`,
        `constructor=${text}&__proto__=${text}&hasOwnProperty=1&length=1e9`,
      ),
    )
  return fc.tuple(...names.map(shape)).map((parts) => parts.filter((part) => part !== '').join('&'))
}

/** True when nothing of the page came from markup in what was sent or stored. */
export function isClean(html: string | undefined): boolean {
  return html === undefined || load(html)(`${probe}, [${probe}], [onerror]`).length === 0
}
