import { configFrom } from '../../src/config/config.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { opensMailbox, whereMailGoes } from '../../src/config/mailbox.ts'

const config = (variables: Record<string, string>) => configFrom(readEnvironment(variables))

const own = { DATABASE_URL: 'postgres://db.example.org/college' }
const production = {
  ...own,
  NODE_ENV: 'production',
  BASE_URL: 'https://college.example.org',
  SMTP_URL: 'smtps://mail.example.org',
  SESSION_SECRET: 'a hidden word of thirty-two letters',
  COLLEGE_NAME: 'A college',
}

test.each<[string, Record<string, string>, boolean]>([
  ['for a newcomer', {}, true],
  ['for a newcomer who wants none', { DEV_MAILBOX: 'no' }, false],
  ['where mail leaves', { SMTP_URL: 'smtp://mail.example.org' }, false],
  ['in production', production, false],
  ['beside a database of one’s own, when nobody said what it is for', own, false],
  ['beside a database for development', { ...own, NODE_ENV: 'development' }, true],
  ['beside a database for tests', { ...own, NODE_ENV: 'test' }, true],
  ['beside a database of one’s own, when asked for', { ...own, DEV_MAILBOX: 'yes' }, true],
  ['beside a database that holds the demonstration', { ...own, DEMO: 'yes' }, true],
])('%s, whoever opens the site can read every mail: %#', (_, variables, open) => {
  expect(opensMailbox(config(variables))).toBe(open)
})

test('a demonstration that was not made, because the college has people of its own, opens no mailbox', () => {
  expect(opensMailbox({ ...config({ ...own, DEMO: 'yes' }), demo: false })).toBe(false)
})

test('the start says where mail goes: to a mailbox, or nowhere', () => {
  expect(whereMailGoes(config({}))).toContain('http://localhost:3000/dev/mailbox')
  expect(whereMailGoes(config(own))).toMatch(/goes nowhere.*SMTP_URL/)
  expect(whereMailGoes(config(own))).not.toContain('/dev/mailbox')
  expect(whereMailGoes(config(production))).toBeUndefined()
})

test.each<[string, Record<string, string>, string | undefined]>([
  ['the demonstration, whose passwords are public', {}, '127.0.0.1'],
  ['the demonstration, in a database of one’s own', { ...own, DEMO: 'yes', DEV_MAILBOX: 'no' }, '127.0.0.1'],
  ['a mailbox for all', { ...own, DEV_MAILBOX: 'yes' }, '127.0.0.1'],
  ['the demonstration, when others are invited', { HOST: '0.0.0.0' }, '0.0.0.0'],
  ['production', production, undefined],
  ['a college that has neither', own, undefined],
])('who can reach %s', (_, variables, host) => {
  expect(config(variables).host).toBe(host)
})
