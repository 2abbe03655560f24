import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pidRuns, thisProcess, whereabouts } from '../../src/lib/processes.ts'

test('a process that runs is here, and one that ended is gone', async () => {
  expect(whereabouts(thisProcess())).toBe('here')
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  expect(pidRuns(child.pid!)).toBe(false)
  expect(whereabouts({ ...thisProcess(), pid: child.pid! })).toBe('gone')
})

test('a process of another machine is elsewhere', () => {
  expect(whereabouts({ ...thisProcess(), machine: 'another' })).toBe('elsewhere')
})

test('a later process with the same number is not taken for the earlier one', () => {
  const known = thisProcess().started !== ''
  expect(whereabouts({ ...thisProcess(), started: '1' })).toBe(known ? 'gone' : 'here')
})

test('a child notices that its parent has gone, and may then end in order', async () => {
  const library = join(__dirname, '../../src/lib/processes.ts')
  const child = `
    import { whenParentLeaves } from ${JSON.stringify(library)}
    const stay = setInterval(() => {}, 1000)
    whenParentLeaves(() => { process.stdout.write('left'); clearInterval(stay) }, 20)
    process.stdout.write('ready')`
  const parent = `
    import { spawn } from 'node:child_process'
    spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', ${JSON.stringify(child)}], { stdio: ['ignore', 'inherit', 'inherit'] })`
  const started = spawn(process.execPath, ['--input-type=module', '--eval', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  started.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said === 'ready') started.kill('SIGKILL')
  })
  await once(started.stdout, 'end')
  expect(said).toBe('readyleft')
})
