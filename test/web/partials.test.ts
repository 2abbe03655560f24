import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'cheerio'
import Handlebars from 'handlebars'
import { templates, viewsFolder } from '../../src/web/views.ts'
import { guidePages, renderGuidePage } from '../support/guide-pages.ts'

/** Renders a few lines of template with the product's own partials and options. */
async function render(template: string, data: object) {
  const engine = templates()
  const partials = (await engine.getPartials()) as Record<string, Handlebars.Template>
  const view = Handlebars.compile(template, engine.compilerOptions)
  return load(view(data, { partials }))
}

const page = `<form>
  {{> field/text name="email" label="Email" hint="Yours" value=value.email error=error.email}}
  {{> field/textarea name="helps" label="What helps" value=value.helps error=error.helps}}
</form>`

test('a field with a mistake keeps its value and is tied to its hint and its error', async () => {
  const $ = await render(page, { value: { email: 'jo@' }, error: { email: 'Enter an email address' } })
  const input = $('label[for=email]').nextAll('input')
  expect(input.val()).toBe('jo@')
  expect(input.attr('aria-invalid')).toBe('true')
  const about = input.attr('aria-describedby')!.split(' ')
  expect(about.map((id) => $(`#${id}`).text())).toEqual(['Yours', 'Error: Enter an email address'])
})

test('a field without a mistake says nothing of one', async () => {
  const $ = await render(page, { value: {}, error: { email: 'Enter an email address' } })
  expect($('#helps').attr('aria-invalid')).toBeUndefined()
  expect($('#helps').attr('aria-describedby')).toBeUndefined()
})

test('what a person typed in several lines comes back with the same lines', async () => {
  const $ = await render(page, { value: { helps: 'Large print\nA seat near the door' }, error: {} })
  expect($('#helps').val()).toBe('Large print\nA seat near the door')
})

test('what a person typed is shown and never run', async () => {
  const $ = await render(page, { value: { email: '"><script>', helps: '</textarea><script>' }, error: {} })
  expect($('script').length).toBe(0)
  expect($('#email').val()).toBe('"><script>')
})

test('every form inside a list carries the token of the page', async () => {
  const list = '{{#each runs}}{{> action-form action=href text="Go" look=""}}{{/each}}'
  const $ = await render(list, { csrfToken: () => 'secret', runs: [{ href: '/1' }, { href: '/2' }] })
  expect($('form[method=post] input[name=_csrf][value=secret]').length).toBe(2)
})

test('a card without anything to do has no empty place for it', async () => {
  const $ = await render('{{> run-card run}}{{> enrolment-card run}}', { run: { title: 'A course' } })
  expect($('.run__action, .enrolment__actions').text()).toBe('')
})

test.each(Object.keys(guidePages))('%s has one h1, one main, and no id twice', async (name) => {
  const $ = load(await renderGuidePage(name))
  const ids = $('[id]')
    .map((_, element) => $(element).attr('id'))
    .get()
  expect($('h1').length).toBe(1)
  expect($('main#main').length).toBe(1)
  expect(ids).toEqual([...new Set(ids)])
})

test('a page with mistakes says so first in its title', async () => {
  const $ = load(await renderGuidePage('samples/sign-in'))
  expect($('title').text()).toBe('Error: Sign in – Lagan Recovery College')
  expect($('[role=alert] a').attr('href')).toBe('#email')
})

test('every partial is part of a page, and not of the style guide alone', () => {
  const read = (file: string) => readFileSync(path.join(viewsFolder, file), 'utf8')
  const files = readdirSync(viewsFolder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.hbs') && !file.startsWith('dev'),
  )
  const calls = (file: string) =>
    [...read(file).matchAll(/\{\{#?> ?([\w/-]+)/g)].map(([, partial]) => `partials/${partial ?? ''}.hbs`)
  const inUse = new Set(files.filter((file) => !file.startsWith('partials')))
  // A Set is walked to its end, with what is added on the way.
  for (const file of inUse) if (files.includes(file)) calls(file).forEach((partial) => inUse.add(partial))
  expect(inUse.size).toBeGreaterThan(40)
  expect(files.filter((file) => !inUse.has(file))).toEqual([])
})
