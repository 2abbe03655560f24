const long = `${'Long title with ünïcödé '.repeat(9).slice(0, 197)}end`

/** Titles that try to break out of their property, or that are hard to write; and what a calendar should read. */
export const hostileTexts = new Map([
  ['Say "hello", \'please\'; c, d: e', 'Say "hello", \'please\'; c, d: e'],
  ['One\r\nATTACH:https://other.example/\r\nEND:VEVENT', 'One\nATTACH:https://other.example/\nEND:VEVENT'],
  ['Bare\rcarriage, bare\nline, \u2028separator', 'Bare\ncarriage, bare\nline, \nseparator'],
  ['🙂 Well-being 👩🏽‍🎨 and tea ☕', '🙂 Well-being 👩🏽‍🎨 and tea ☕'],
  ['النوم بشكل أفضل \u200f(1)', 'النوم بشكل أفضل \u200f(1)'],
  [long, long],
  [
    'Tab\there, bell\u0007, null\u0000, delete\u007f, half \ud83d',
    'Tab\there, bell, null, delete, half \ufffd',
  ],
  ['BEGIN:VEVENT', 'BEGIN:VEVENT'],
  [' leading and trailing ', 'leading and trailing'],
])

/** A backslash before an n is written `\\\\n`, which some readers take for a new line. */
export const backslashes = 'a\\b \\n c'
