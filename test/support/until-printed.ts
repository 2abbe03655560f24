import type { ChildProcess } from 'node:child_process'

/** Everything a program printed until it printed this. Throws with that when it ends before, or says nothing for a minute. */
export function untilPrinted(program: ChildProcess, awaited: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const fail = (why: string) => reject(new Error(`${why}:\n${printed}`))
    const patience = setTimeout(() => fail('It did not say what was waited for'), 60_000)
    const hear = (chunk: Buffer) => {
      printed += chunk.toString()
      if (!awaited.test(printed)) return
      clearTimeout(patience)
      resolve(printed)
    }
    program.stdout?.on('data', hear)
    program.stderr?.on('data', hear)
    program.once('exit', (code) => {
      clearTimeout(patience)
      fail(`It ended with ${String(code)}`)
    })
  })
}
