import { simpleParser } from 'mailparser'
import { compose, rawMessage } from '../../src/mail/compose.ts'
import { senderFrom } from '../../src/worker.ts'
import { press, signUp } from '../enrolment/support/people.ts'
import { testApp } from '../support/app.ts'
import { addCourse, addRun, addVenue, today } from '../support/college.ts'
import { config, rowOf } from './support/letters.ts'
import { letter } from './support/outbox.ts'

const college = testApp()

/** The message of an enrolment on a course of this title, as it would travel. */
async function confirmation(title = 'Sleep – gut schlafen ✓') {
  const app = college()
  const { id: course } = await addCourse(app.db, { title, slug: 'sleep' })
  const venue = await addVenue(app.db, { name: 'Bücherei, “Zum Löwen”', address: '4 Mill Lane' })
  const { runId } = await addRun(app.db, { course, venue })
  const { browser } = await signUp(app, 'Amal')
  await press(browser, `/runs/${runId}`, 'Enrol on this course')
  const mail = await app.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow()
  const raw = await rawMessage(await compose(mail, senderFrom(app.config)))
  return { raw: raw.toString('latin1'), parsed: await simpleParser(raw), mail }
}

interface Part {
  type: string
  headers: string
  parts: Part[]
}

/** The tree of a message by RFC 2046, read by hand: what a parser makes of it is another test. */
function tree(raw: string): Part {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = head.replace(/\r\n[ \t]+/g, ' ')
  const type = /^content-type: *([^\s;]+)/im.exec(headers)?.[1]?.toLowerCase() ?? 'none'
  const boundary = /boundary="([^"]+)"/i.exec(headers)?.[1]
  if (boundary === undefined) return { type, headers, parts: [] }
  const pieces = rest.join('\r\n\r\n').split(new RegExp(`(?:^|\r\n)--${boundary.replace(/[^\w-]/g, '\\$&')}`))
  const inner = pieces.slice(1).filter((piece) => !piece.startsWith('--'))
  return { type, headers, parts: inner.map((piece) => tree(piece.replace(/^\r\n/, ''))) }
}

const shape = ({ type, parts }: Part): unknown => (parts.length === 0 ? type : [type, ...parts.map(shape)])

test('an invitation is a text, a page and a calendar that mean the same, and the calendar again as a file', async () => {
  const { raw } = await confirmation()
  const message = tree(raw)
  expect(shape(message)).toEqual([
    'multipart/mixed',
    ['multipart/alternative', 'text/plain', 'text/html', 'text/calendar'],
    'application/ics',
  ])
  const [alternatives, file] = message.parts
  expect(alternatives?.parts[2]?.headers).toMatch(/text\/calendar; charset=utf-8; method=REQUEST/i)
  expect(file?.headers).toMatch(/content-disposition: attachment; filename=invite\.ics/i)
  expect(file?.headers).toMatch(/name=invite\.ics/i)
  // RFC 5322, 2.1.1 and 2.3: every line ends in CRLF and has at most 998 octets.
  expect(raw.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
  expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThan(999)
})

test('the calendar comes out of the mail byte for byte as it was promised, both times', async () => {
  const { parsed, mail } = await confirmation()
  const calendars = parsed.attachments.filter(({ contentType }) => /calendar|ics/.test(contentType))
  expect(calendars.length).toBeGreaterThan(0)
  for (const { content } of calendars) expect(content.toString('utf8')).toBe(mail.calendar_text)
  expect(mail.calendar_text).toContain('SUMMARY:Sleep – gut schlafen ✓')
  expect(calendars.map(({ filename }) => filename)).toContain('invite.ics')
})

test('who it is from and for, and that no machine should answer', async () => {
  const { parsed, mail } = await confirmation()
  expect(parsed.from?.value).toEqual([
    { name: 'Riverside Recovery College', address: 'office@college.example' },
  ])
  expect(parsed.replyTo?.value).toEqual([
    { name: 'Riverside Recovery College', address: 'office@college.example' },
  ])
  expect([parsed.to].flat()[0]?.value).toEqual([{ name: 'Amal', address: 'amal@example.org' }])
  expect(parsed.messageId).toBe(mail.message_id)
  expect(parsed.date).toEqual(today)
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated')
  expect(parsed.headers.get('x-auto-response-suppress')).toBe('OOF, AutoReply')
  expect(parsed.subject).toBe('Your place is confirmed: Fri 11 Sept, 10am')
})

test('text and page hold the words, whatever letters they are written in', async () => {
  const { parsed } = await confirmation()
  const page = parsed.html === false ? '' : parsed.html
  for (const part of [parsed.text ?? '', page]) {
    expect(part).toContain('Sleep – gut schlafen ✓')
    expect(part).toContain('Bücherei, “Zum Löwen”')
    expect(part).toContain('Friday 11 September 2026, 10am to midday')
  }
})

test('a cancellation says so in its type too, and a mail without a calendar has two parts', async () => {
  const part = { method: 'CANCEL', text: 'BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n' } as const
  const row = rowOf(letter('Gone'), { ...part, orderKey: 'x', address: 'amal@example.org' })
  const cancelled = tree((await rawMessage(await compose(row, senderFrom(config)))).toString('latin1'))
  expect(cancelled.parts[0]?.parts[2]?.headers).toMatch(/method=CANCEL/i)
  const plain = tree(
    (await rawMessage(await compose(rowOf(letter('Plain')), senderFrom(config)))).toString('latin1'),
  )
  expect(shape(plain)).toEqual(['multipart/alternative', 'text/plain', 'text/html'])
})

test.each([
  ['a line break in a name', 'Amal\r\nBcc: evil@example.org'],
  ['quotation marks and commas', '"Amal", <evil@example.org>'],
  ['an encoded word', '=?utf-8?q?Evil?='],
])('%s adds no header and no recipient', async (_, name) => {
  const row = { ...rowOf(letter('Subject\r\nX-Evil: 1')), to_name: name }
  const parsed = await simpleParser(await rawMessage(await compose(row, senderFrom(config))))
  const recipients = [parsed.to].flat().flatMap((to) => to?.value ?? [])
  expect(recipients.map(({ address }) => address)).toEqual(['amal@example.org'])
  expect(parsed.bcc).toBeUndefined()
  expect(parsed.headers.has('x-evil')).toBe(false)
})

test('the same row makes the same message: only the boundaries between its parts differ', async () => {
  const row = rowOf(letter('A place'))
  const raw = async () => (await rawMessage(await compose(row, senderFrom(config)))).toString('latin1')
  const same = (text: string) => text.replace(/--_NmP[-\w]*/g, '--')
  expect(same(await raw())).toBe(same(await raw()))
})
