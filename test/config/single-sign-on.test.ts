import { configFrom } from '../../src/config/config.ts'
import { BadEnvironment, readEnvironment } from '../../src/config/environment.ts'

const whole = {
  OIDC_ISSUER: 'https://login.trust.example/realms/staff',
  OIDC_CLIENT_ID: 'college',
  OIDC_CLIENT_SECRET: 'a hidden word',
  OIDC_ROLES: 'college-admins=administrator, CN=Trainers,=trainer',
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

test('single sign-on is there only when it is set, with a name and a claim to begin with', () => {
  const config = (variables: Record<string, string>) => configFrom(readEnvironment(variables))
  expect(config({}).singleSignOn).toBeUndefined()
  expect(config({ ...whole, OIDC_ROLES: 'cn=admins = administrator,trainers=trainer' }).singleSignOn).toEqual(
    {
      issuer: 'https://login.trust.example/realms/staff',
      clientId: 'college',
      clientSecret: 'a hidden word',
      name: 'your work account',
      scope: 'openid email profile',
      rolesClaim: 'groups',
      roles: [
        { claim: 'cn=admins', role: 'administrator' },
        { claim: 'trainers', role: 'trainer' },
      ],
      secondFactor: 'when-said',
    },
  )
})

test('everything that is wrong with it is said at once, and no secret is repeated', () => {
  const faults = faultsOf({
    OIDC_ISSUER: 'http://login.trust.example',
    OIDC_CLIENT_SECRET: 'a hidden word',
    OIDC_ROLES: 'admins=boss, trainers=trainer, students=student, nothing',
    OIDC_SECOND_FACTOR: 'perhaps',
    OIDC_SCOPE: 'email',
    STAFF_SECOND_FACTOR: 'maybe',
  })
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'STAFF_SECOND_FACTOR',
    'OIDC_SECOND_FACTOR',
    'OIDC_CLIENT_ID',
    'OIDC_ISSUER',
    'OIDC_ROLES',
    'OIDC_ROLES',
    'OIDC_ROLES',
    'OIDC_SCOPE',
  ])
  expect(faults.join()).not.toContain('hidden')
})

test.each([
  ['http://localhost:9000', {}, true],
  ['http://127.0.0.1:9000', { NODE_ENV: 'test' }, true],
  ['http://localhost:9000', { NODE_ENV: 'production' }, false],
  ['http://localhost.evil.example', {}, false],
  ['https://login.trust.example?x=1', {}, false],
  ['login.trust.example', {}, false],
  ['ftp://login.trust.example', {}, false],
])('the issuer %s with %j is right: %s', (issuer, more, right) => {
  const faults = faultsOf({ ...whole, OIDC_ROLES: 'a=trainer', OIDC_ISSUER: issuer, ...more })
  expect(faults.filter((fault) => fault.startsWith('OIDC_ISSUER')).length === 0).toBe(right)
})

test('another program’s settings that begin alike are left alone', () => {
  expect(faultsOf({ OIDC_OF_ANOTHER_PROGRAM: 'x' })).toEqual([])
})

test('staff must have a second factor in production, unless the college says otherwise', () => {
  const production = {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://db.example.org/college',
    BASE_URL: 'https://college.example.org/',
    SMTP_URL: 'smtps://mail.example.org',
    SESSION_SECRET: 'a hidden word of thirty-two letters',
    COLLEGE_NAME: 'A college',
  }
  const setting = (variables: Record<string, string>) =>
    configFrom(readEnvironment(variables)).staffSecondFactor
  expect([
    setting({}),
    setting(production),
    setting({ ...production, STAFF_SECOND_FACTOR: 'optional' }),
  ]).toEqual(['optional', 'required', 'optional'])
})
