// npm run create-administrator [-- --name "…" --email …]: asks for what is not given. The password is typed, or read
// from the first line of standard input when that is not a terminal; never an argument, which other users could see.
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { administratorForm } from '../accounts/forms.ts'
import { makeAdministrator } from '../accounts/make-administrator.ts'
import { openFromEnvironment } from '../database/open.ts'
import { readForm } from '../web/form.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  const { values } = parseArgs({ options: { name: { type: 'string' }, email: { type: 'string' } } })
  const form = readForm(administratorForm, await askFor(values))
  if (!form.ok) {
    for (const { message } of form.errors) console.error(message)
    return 1
  }
  const { db, close } = await openFromEnvironment()
  try {
    const { existed } = await makeAdministrator(db, form.values, new Date())
    console.log(
      existed
        ? `${form.values.email} is an administrator now; their password stays.`
        : `${form.values.email} can sign in as an administrator.`,
    )
    return 0
  } finally {
    await close()
  }
})

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
