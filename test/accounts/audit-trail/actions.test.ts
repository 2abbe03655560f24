import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { actionInWords, auditActions } from '../../../src/database/audit-actions.ts'

const source = path.join(__dirname, '../../../src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)
const textOf = (name: string) => readFileSync(path.join(source, name), 'utf8')

test('only one function writes to the audit trail, and it takes no action that has no words', () => {
  const writers = files.filter((name) =>
    /insertInto\('audit_event'\)|insert into audit_event/.test(textOf(name)),
  )
  expect(writers).toEqual(['database/audit-trail.ts'])
  expect(textOf('database/audit-trail.ts')).toContain('action: AuditAction')
  // A cast would get past the compiler.
  const casts = files.filter((name) => /as (unknown as )?AuditAction\b/.test(textOf(name)))
  expect(casts).toEqual(['database/audit-actions.ts'])
})

test('the words of every action go on after a name', () => {
  for (const [action, words] of Object.entries(auditActions)) {
    expect([action, /^[a-z-]+\.[a-z-]+$/.test(action)]).toEqual([action, true])
    expect([action, /^[a-z].*[^.]$/.test(words)]).toEqual([action, true])
  }
  expect(actionInWords('run.cancelled')).toBe('called a run off')
})
