import { z } from 'zod'
import { line, optionalLine, paragraphs, readForm, ticked } from '../../src/web/form.ts'

const form = z.object({
  name: line(10, 'Enter a name'),
  phone: optionalLine(10),
  words: paragraphs(20),
  box: ticked,
})

const good = { name: 'Amal', phone: '07700', words: 'One\r\nTwo', box: 'yes' }

test('a form is read into values: trimmed, one kind of line end, nothing for what is empty', () => {
  expect(readForm(form, good)).toEqual({
    ok: true,
    values: { name: 'Amal', phone: '07700', words: 'One\nTwo', box: true },
  })
  expect(readForm(form, { name: '  Amal \t H. ', phone: ' ', words: ' \r\n ' })).toEqual({
    ok: true,
    values: { name: 'Amal H.', phone: null, words: '', box: false },
  })
})

test('control characters are no letters: none reaches the database, and no line break leaves its line', () => {
  const read = readForm(form, {
    ...good,
    name: 'A\u0000m\u0007a\nl\ufffd\uffff',
    words: 'One\u0000\u001b[31m\nTwo\u007f',
  })
  expect(read).toMatchObject({ ok: true, values: { name: 'Ama l', words: 'One[31m\nTwo' } })
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'name=Amal'],
])('%s is a form in which everything is missing', (_, body) => {
  expect(readForm(form, body)).toMatchObject({
    ok: false,
    errors: [{ field: 'name', message: 'Enter a name' }],
  })
})

test.each([
  ['several values for one line', { phone: ['1', '2'] }, 'phone'],
  ['an object for a line', { phone: { a: '1' } }, 'phone'],
  ['a number for a text', { words: 7 }, 'words'],
  ['one letter too many', { phone: '0'.repeat(11) }, 'phone'],
])('%s is told beside the field', (_, change, field) => {
  const read = readForm(form, { ...good, ...change })
  expect(read.ok ? [] : read.errors.map((error) => error.field)).toEqual([field])
})

test('each field is told one thing at a time, in the order of the form', () => {
  const secret = z.object({ first: line(1, 'Missing'), second: z.string().min(20).regex(/x/).includes('y') })
  const read = readForm(secret, { first: 'ab', second: 'z' })
  expect(read.ok ? [] : read.errors.map(({ field }) => field)).toEqual(['first', 'second'])
})

test('what was typed comes back, whether it was right or not, boxes of one name line by line; a password and the token of the page never', () => {
  const typed = {
    ...good,
    name: '',
    more: 'kept',
    password: 'hidden',
    _csrf: 'token',
    list: ['a', 'b'],
    nested: [['a']],
    __proto__: 'x',
  }
  const read = readForm(form, typed)
  expect(read.ok ? {} : read.typed).toEqual({
    name: '',
    phone: '07700',
    words: 'One\r\nTwo',
    box: 'yes',
    more: 'kept',
    list: 'a\nb',
  })
})
