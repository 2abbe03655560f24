// npm run create-administrator [-- --name "…" --email …]: asks for what is not given. The password is typed, or read
// from the first line of standard input when that is not a terminal; never an argument, which other users could see.
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { administratorForm } from '../accounts/forms.ts'
import { makeAdministrator } from '../accounts/make-administrator.ts'
import { refusePassword } from '../accounts/stolen-passwords.ts'
import { openFromEnvironment } from '../database/open.ts'
import { PlainError } from '../lib/plain-error.ts'
import { readForm } from '../web/form.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  const form = readForm(administratorForm, await askFor(readArguments()))
  if (!form.ok) {
    for (const { message } of form.errors) console.error(message)
    return 1
  }
  const { name, email, password } = form.values
  const { db, config, close } = await openFromEnvironment()
  try {
    const refused = await refusePassword(password, [name, email, config.college.name])
    if (refused !== undefined) throw new PlainError(refused)
    const { existed } = await makeAdministrator(db, form.values, new Date())
    console.log(
      existed
        ? `${email} is an administrator now; their password stays.`
        : `${email} can sign in as an administrator.`,
    )
    if (config.staffSecondFactor === 'required')
      console.log('At the first sign-in they are asked to set up codes on their phone: have it at hand.')
    return 0
  } finally {
    await close()
  }
})

function readArguments(): { name?: string | undefined; email?: string | undefined } {
  try {
    return parseArgs({ options: { name: { type: 'string' }, email: { type: 'string' } } }).values
  } catch {
    // What was typed is not repeated: it may be a password.
    throw new PlainError(
      'Only --name and --email can be given. The password is asked for, or read from standard input:\n' +
        '  npm run create-administrator -- --name "Ada Office" --email ada@example.org',
    )
  }
}

async function askFor(given: { name?: string | undefined; email?: string | undefined }) {
  let hidden = false
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!hidden) stdout.write(chunk as Buffer)
      done()
    },
  })
  const asking = createInterface({ input: stdin, output, terminal: stdin.isTTY })
  const lines = asking[Symbol.asyncIterator]()
  const ask = async (question: string) => {
    stdout.write(question)
    const { value } = (await lines.next()) as IteratorResult<string, undefined>
    return value ?? ''
  }
  const name = given.name ?? (await ask('Name: '))
  const email = given.email ?? (await ask('Email address: '))
  hidden = true
  const password = await ask('Password (at least 10 characters, not shown): ')
  asking.close()
  stdout.write('\n')
  return { name, email, password }
}
