// The register works without this. With it, what was marked is kept on the phone until it has arrived. The server joins it
// with what others noted meanwhile, so sending twice does nothing twice. Where the second or third file of it does not come,
// with a poor signal, none of it runs, and the register works as it does without.
import { letGo, recall, remember, tab } from './on-this-phone.js'
import { addField, form, groups, headsIn, hidden, isThere, marksIn, newId } from './register-form.js'

const told = document.querySelector('#register-kept')

const retryAfter = 20_000
const patience = 15_000
const mostReloads = 2

// A phone that is too old to say which button was pressed marks as if there were no script.
const saysWhich = 'submitter' in (globalThis.SubmitEvent ?? Event).prototype
if (form !== null && saysWhich) begin(form.dataset.kept)

function begin(key) {
  let sending = false
  // A page that answers what was sent shows all of it, and what to do.
  if (form.dataset.answered !== undefined) letGo(key)
  let kept = recall(key)
  let added = putNamesBack()
  keepNames()
  // By what the page says, not by a note of ours: a browser may show the next page before it has written that down.
  if (kept !== undefined && added.length === 0 && hasArrived(kept)) {
    if (kept.pressed && !saysSomething()) say('What you marked has arrived.')
    forget()
  }
  if (kept !== undefined) {
    if (kept.everyone) sayEach()
    putBack(kept)
    if (kept.pressed) void send()
    else say('What you marked here before is here again. Press “Save the register”.')
  }

  // While it waits it is on its way, and so is what is changed meanwhile.
  form.addEventListener('change', () => keep({ pressed: kept?.pressed === true && kept.waited === true }))
  form.addEventListener('input', keepNames)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const { name, value } = event.submitter ?? {}
    if (name === 'take-out') event.submitter.disabled = true
    addTyped()
    const out = [...(kept?.out ?? []), ...(name === 'take-out' ? [value] : [])]
    keep({ pressed: true, everyone: name === 'everyone', out })
    void send({ press: name === 'press' ? value : '' })
  })
  addEventListener('online', () => kept?.pressed && void send())
  addEventListener('beforeunload', (event) => {
    if (kept?.waited && !sending && added.length > 0) event.preventDefault()
  })

  function keep(how) {
    const { day } = form.elements
    kept = { ...kept, ...how, at: Date.now(), day: day.value, marks: marksIn(form), heads: headsIn(form) }
    remember(key, kept)
  }

  function keepNames() {
    const typed = [...groups()].map(({ name, contact }) => ({ name: name.value, contact: contact.value }))
    if (added.length === 0 && typed.every(({ name, contact }) => name + contact === '')) letGo(key, tab)
    else remember(key, { at: Date.now(), added, typed }, tab)
  }

  /** Those of this tab that the page does not show yet, added or in its fields; and what was typed besides. */
  function putNamesBack() {
    const { added: before = [], typed = [] } = recall(key, tab) ?? {}
    const waiting = before.filter(({ id }) => !isThere(id))
    const [{ name, contact } = {}] = groups()
    if (name?.value === '' && contact.value === '' && typed.length > 0) {
      name.value = typed[0].name
      contact.value = typed[0].contact
    }
    for (const one of waiting) showAdded(one)
    return waiting
  }

  /** Whoever is typed in by name when a button is pressed; the fields are free for somebody else. */
  function addTyped() {
    for (const { name, contact } of groups()) {
      if (name.value.trim() === '') continue
      const one = {
        id: name.name.slice('name-'.length),
        name: name.value.trim(),
        contact: contact.value.trim(),
      }
      const next = newId()
      Object.assign(name, { name: `name-${next}`, value: '' })
      Object.assign(contact, { name: `contact-${next}`, value: '' })
      added = [...added, one]
      showAdded(one)
    }
    keepNames()
  }

  function showAdded({ id, name, contact }) {
    const line = document.createElement('p')
    line.className = 'register-added'
    const out = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'nhsuk-button nhsuk-button--quiet',
      textContent: 'Take out',
    })
    out.addEventListener('click', () => {
      added = added.filter((one) => one.id !== id)
      line.remove()
      keepNames()
    })
    line.append(`${name} – not sent yet `, out)
    for (const [of, value] of Object.entries({ name, contact })) line.append(hidden(`${of}-${id}`, value))
    form.querySelector('.register-add').before(line)
  }

  function forget() {
    kept = undefined
    letGo(key)
  }

  /** Once it has to wait, "everyone came" is said of each who was on the page, so that it is seen and can be changed. */
  function sayEach() {
    const marks = Object.entries(kept.marks).map(([id, { was, chosen }]) => [
      id,
      { was, chosen: was === '' && chosen === '' ? 'present' : chosen },
    ])
    kept = { ...kept, everyone: false, marks: Object.fromEntries(marks) }
    remember(key, kept)
  }

  /** With `pressed`, as a button was pressed just now; else what waits, and nothing that is only half typed. */
  async function send(pressed) {
    if (sending) return
    sending = true
    const response = await fetch(form.action, asking(pressed)).catch(() => undefined)
    if (response === undefined || response.status >= 500 || response.status === 429) {
      sending = false
      return waitForConnection()
    }
    // The page goes now. Sent again meanwhile, it would be answered that nothing was changed.
    setTimeout(() => (sending = false), patience)
    answer(response, pressed)
  }

  function asking(pressed) {
    const body = new URLSearchParams(new FormData(form))
    if (pressed === undefined)
      for (const { name, contact } of groups()) for (const field of [name, contact]) body.delete(field.name)
    for (const [name, value] of besides(pressed)) body.append(name, value)
    return { method: 'POST', body, redirect: 'manual', signal: inTime() }
  }

  /** What stands in no field of the form. */
  function besides(pressed) {
    return [
      ...(kept.everyone ? [['everyone', 'yes']] : []),
      ...(kept.waited ? [['means', 'phone']] : []),
      ...(kept.out ?? []).map((id) => ['take-out', id]),
      ...(pressed?.press ? [['press', pressed.press]] : []),
    ]
  }

  function waitForConnection() {
    keep({ waited: true, pressed: true })
    if (kept.everyone) {
      sayEach()
      putBack(kept)
    }
    const names =
      added.length === 0 ? '' : ' Names stay in this tab alone: please leave it open until they are sent.'
    say(
      `There is no connection. What you marked is kept on this phone, and is sent as soon as there is one.${names}`,
    )
    setTimeout(() => kept?.pressed && void send(), retryAfter)
  }

  function answer(response, pressed) {
    // Taken: we are sent on to the register as it is now. Only what stands there is let go of on the phone.
    if (response.type === 'opaqueredirect') return location.assign(form.action)
    // Somebody signed out and in again: the page is too old, what it holds is not.
    const reloads = kept.reloads ?? 0
    if (response.status === 403 && reloads < mostReloads) {
      keep({ reloads: reloads + 1 })
      return location.reload()
    }
    // There is something to see or to do: sent as a page would send it, which says what. Where that page shows what was
    // marked, it lets go of it: until then it may be lost on its way.
    if (pressed === undefined)
      for (const { name, contact } of groups()) name.disabled = contact.disabled = true
    for (const [name, value] of besides(pressed)) form.append(hidden(name, value))
    if (response.status !== 409 && response.status !== 422) forget()
    form.submit()
  }
}

/** By hand: phones of some years ago do not have `AbortSignal.timeout`, and with it nothing at all was sent. */
function inTime() {
  const waiting = new AbortController()
  setTimeout(() => waiting.abort(), patience)
  return waiting.signal
}

/** Whether the page says what came of the last press. It does not when the answer to that was lost on its way. */
function saysSomething() {
  return document.querySelector('.nhsuk-notification-banner') !== null
}

function hasArrived({ marks, everyone, heads, out = [] }) {
  const now = marksIn(form)
  if (heads !== undefined && form.elements['people-was']?.value !== heads.now) return false
  if (out.some(isThere)) return false
  return Object.entries(marks).every(([id, { was, chosen }]) => {
    if (everyone && was === '' && chosen === '') return now[id]?.was !== ''
    // Whoever is not on the register any more is in no answer: that there was one is all that there is to see.
    if (now[id] === undefined) return was === chosen || saysSomething()
    return was === chosen || now[id].was === chosen
  })
}

/** What the page said when it was marked goes with each mark: by it the server sees whether somebody else was faster. */
function putBack({ marks, day, heads, out = [] }) {
  // A class that has moved since: what was marked was said of the day that it had.
  if (day !== undefined) form.elements.day.value = day
  if (heads !== undefined && form.elements.people !== undefined) {
    form.elements['people-was'].value = heads.was
    form.elements.people.value = heads.now
  }
  for (const id of out) {
    const button = form.querySelector(`[name="take-out"][value="${id}"]`)
    if (button !== null) button.disabled = true
  }
  for (const [id, { was, chosen }] of Object.entries(marks)) {
    if (was === chosen) continue
    const field = form.elements[`was-${id}`] ?? addField(`was-${id}`)
    field.value = was
    const choice = form.querySelector(`[name="mark-${id}"][value="${chosen === '' ? 'none' : chosen}"]`)
    if (choice === null) addField(`mark-${id}`, chosen)
    else choice.checked = true
  }
}

function say(text) {
  told.textContent = text
  told.hidden = false
}
