// Which passwords may be chosen: any but those that were stolen, or are made of what everybody knows.
import { refusePassword } from '../../src/accounts/stolen-passwords.ts'

const about = ['Amal Haddad', 'amal.haddad@example.org', 'Riverside Recovery College']
const decide = (password: string) => refusePassword(password, about)

test.each([
  ['small letters only', 'quietmorningtea'],
  ['figures only', '8402917365'],
  ['blanks and signs', '  ; ; ; ; ; ;  ¿?'],
  ['other letters', 'мокрыйзонтик'],
  ['a hundred letters', 'the bench by the river '.repeat(5).slice(0, 100)],
])('there is no rule of what it must be made of: %s', async (_, password) => {
  expect(await decide(password)).toBeUndefined()
})

test.each(['1234567890', 'qwertyuiop', 'iloveyou123', 'Password123!', 'PASSWORD2026'])(
  'one that was stolen is refused, however its letters stand and whatever hangs on its end: %s',
  async (password) => {
    expect(await decide(password)).toContain('lists of stolen passwords')
  },
)

test.each(['amal-haddad-1', 'HaddadAmal!!', 'riversidecollege1', 'RecoveryCollege'])(
  'one made of their name, their address or the college is refused: %s',
  async (password) => {
    expect(await decide(password)).toContain('made of your name')
  },
)
