import { configFrom } from '../../src/config/config.ts'
import { BadEnvironment, readEnvironment } from '../../src/config/environment.ts'

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db.example.org/college',
  BASE_URL: 'https://college.example.org/',
  SMTP_URL: 'smtps://name:hidden-word@mail.example.org',
  SESSION_SECRET: 'a hidden word of thirty-two letters',
  COLLEGE_NAME: 'A college',
}

function faultsOf(variables: Record<string, string>): string[] {
  try {
    readEnvironment(variables)
    return []
  } catch (error) {
    if (error instanceof BadEnvironment) return error.faults
    throw error
  }
}

const config = (variables: Record<string, string | undefined>) => configFrom(readEnvironment(variables))

test('nothing has to be set: a newcomer gets a demo college on their own computer', () => {
  expect(config({})).toMatchObject({
    production: false,
    port: 3000,
    baseUrl: 'http://localhost:3000',
    databaseUrl: undefined,
    dataDir: '.data',
    smtpUrl: undefined,
    trustProxy: 0,
    workerInside: true,
    demo: true,
    timeZone: 'Europe/London',
    college: { name: 'Riverside Recovery College' },
  })
})

test('an empty setting counts as none, as in a copied example file', () => {
  expect(
    config({ PORT: '', BASE_URL: '', DATABASE_URL: '', SMTP_URL: '', DEMO: '', SESSION_SECRET: '' }),
  ).toEqual(config({}))
  expect(config({ PORT: undefined })).toEqual(config({}))
})

test('what is not ours is left alone', () => {
  expect(config({ PATH: '/bin', npm_lifecycle_event: 'start', __proto__: 'x' })).toEqual(config({}))
})

test('everything that is wrong is said at once, each by its name', () => {
  const wrong = {
    NODE_ENV: 'staging',
    PORT: 'eighty',
    BASE_URL: 'college.example.org',
    DATABASE_URL: 'mysql://db.example.org',
    WEB_CONNECTIONS: '1',
    SMTP_URL: 'mail.example.org:25',
    SESSION_SECRET: 'short',
    COLLEGE_NAME: 'x'.repeat(81),
    COLLEGE_TIMEZONE: 'Europe/Londinium',
    COLLEGE_EMAIL: 'office',
    CALENDAR_ADDRESS: 'bookings',
    TRUST_PROXY: '-1',
    WORKER: 'outside',
    DEMO: 'perhaps',
    DEV_MAILBOX: 'perhaps',
    LOG_LEVEL: 'loud',
  }
  const faults = faultsOf(wrong)
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual(Object.keys(wrong))
  for (const fault of faults) expect(fault).toMatch(/^[A-Z_]+ \S.+/)
})

test.each([
  ['PORT', '65536', 'must be 65535 or less'],
  ['PORT', '-1', 'must be 0 or more'],
  ['PORT', '80.5', 'must be a whole number'],
  ['TRUST_PROXY', 'yes', 'must be a whole number'],
  ['BASE_URL', 'ftp://college.example.org', 'must be a URL that begins with http:// or https://'],
  ['SMTP_URL', 'http://mail.example.org', 'must be a URL that begins with smtp:// or smtps://'],
  ['SESSION_SECRET', 'x'.repeat(31), 'must be at least 32 characters long'],
  ['WORKER', 'both', 'must be inside or separate'],
  ['DEMO', 'YES!', 'must be yes or no'],
])('%s=%s is refused in words', (name, value, words) => {
  expect(faultsOf({ [name]: value })).toEqual([`${name} ${words}`])
})

test.each(['change-this-to-32-or-more-random-characters', 'please-change-me-to-something-long-enough'])(
  'a secret that everybody can read is none in production: %s',
  (SESSION_SECRET) => {
    expect(faultsOf({ ...production, SESSION_SECRET })).toEqual([
      'SESSION_SECRET is a sample that everybody can read: set it to 32 or more random characters, such as the output of: openssl rand -base64 32',
    ])
    expect(faultsOf({ SESSION_SECRET })).toEqual([])
  },
)

test('a mailbox that anyone can open is impossible in production, and where mail leaves', () => {
  expect(faultsOf({ ...production, DEV_MAILBOX: 'yes' })).toEqual([
    'DEV_MAILBOX cannot be on in production: it shows everyone’s mail to everyone',
  ])
  expect(faultsOf({ DEV_MAILBOX: 'yes', SMTP_URL: 'smtp://mail.example.org' })).toEqual([
    'DEV_MAILBOX cannot be on where SMTP_URL is set: mail goes to one of them',
  ])
  expect(faultsOf({ ...production, DEV_MAILBOX: 'no' })).toEqual([])
})

test('production says everything it needs, together with what is wrong', () => {
  expect(faultsOf({ NODE_ENV: 'production', PORT: 'eighty' })).toEqual([
    'PORT must be a whole number',
    'DATABASE_URL is needed in production',
    'BASE_URL is needed in production',
    'SMTP_URL is needed in production',
    'SESSION_SECRET is needed in production',
    'COLLEGE_NAME is needed in production',
  ])
  expect(faultsOf(production)).toEqual([])
})

test.each(['yes', 'true', '1', 'on'])('a demo in production is impossible: DEMO=%s', (DEMO) => {
  expect(faultsOf({ ...production, DEMO })).toEqual([
    'DEMO cannot be on in production: its passwords are public',
  ])
})

test('without being asked there is no demo in production, nor beside a database of one’s own', () => {
  expect(config(production).demo).toBe(false)
  expect(config({ ...production, DEMO: 'no' }).demo).toBe(false)
  expect(config({ DATABASE_URL: 'postgres://localhost/college' }).demo).toBe(false)
  expect(config({ DATABASE_URL: 'postgres://localhost/college', DEMO: 'yes' }).demo).toBe(true)
  expect(config({ DEMO: 'no' }).demo).toBe(false)
})

test('what is said about a bad start holds no secret', () => {
  const error = new BadEnvironment(
    faultsOf({
      ...production,
      DATABASE_URL: 'mysql://name:hidden-word@db',
      SMTP_URL: 'hidden-word',
      SESSION_SECRET: 'hidden-word',
    }),
  )
  expect(error.faults).toHaveLength(3)
  expect(error.message).not.toContain('hidden-word')
  expect(error.message).toMatch(/^The settings are not right:\n {2}- \w+/)
})

test('a college’s own words and address are used wherever they are given', () => {
  const own = config({
    ...production,
    COLLEGE_PHONE: '01632 960 999',
    CALENDAR_ADDRESS: 'bookings@college.example.org',
  })
  expect(own).toMatchObject({
    production: true,
    baseUrl: 'https://college.example.org',
    college: { name: 'A college', phone: '01632 960 999', email: 'office@college.example.org' },
    calendarAddress: 'bookings@college.example.org',
  })
  // The telephone number and the address of the demo college are nobody's, and never a real college's.
  expect(config(production).college.phone).toBeUndefined()
  expect(config(production).calendarAddress).toBe('office@college.example.org')
  expect(config({ ...production, COLLEGE_EMAIL: 'hello@x.example' }).calendarAddress).toBe('hello@x.example')
})
