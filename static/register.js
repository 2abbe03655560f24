// The register works without this. With it, what was marked is kept on the phone until it has arrived: ids and marks,
// and nobody's name. The server joins it with what others marked meanwhile, so sending twice does nothing twice.
// One entry a person who marks and session, `register <person> <session>`. All of it is in one file: with a poor signal
// the second might not come.
const form = document.querySelector('#register')
const told = document.querySelector('#register-kept')
/** On a trainer's own page. */
const waits = document.querySelector('#marks-kept')

const retryAfter = 20_000
const patience = 15_000
const mostDays = 14
const mostReloads = 2
const everyRegister = 'register '

// What is too old goes, of a register that nobody opens again too.
for (const key of keysFrom(everyRegister)) if (recall(key) === undefined) letGo(key)
if (form !== null) begin(form.dataset.kept)
if (waits !== null) tellWhatWaits(waiting(waits.dataset.kept))

function begin(key) {
  let sending = false
  // A page that answers what was sent shows all of it, and what to do.
  if (form.dataset.answered !== undefined) letGo(key)
  let kept = recall(key)
  // By what the page says, not by a note of ours: a browser may show the next page before it has written that down.
  if (kept !== undefined && hasArrived(kept)) {
    if (kept.pressed && !saysSomething()) say('What you marked has arrived.')
    forget()
  }
  if (kept !== undefined) {
    if (kept.everyone) sayEach()
    putBack(kept)
    if (kept.pressed) void send()
    else say('What you marked here before is here again. Press “Save the register”.')
  }

  form.addEventListener('change', () => keep({ pressed: false }))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const { name, value } = event.submitter ?? {}
    keep({ pressed: true, everyone: name === 'everyone', button: name && [name, value] })
    void send()
  })
  addEventListener('online', () => kept?.pressed && void send())

  function keep(how) {
    kept = { ...kept, ...how, at: Date.now(), day: form.elements.day.value, marks: marksIn(form) }
    remember(key, kept)
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

  async function send() {
    if (sending) return
    sending = true
    const response = await fetch(form.action, asking()).catch(() => undefined)
    if (response === undefined || response.status >= 500 || response.status === 429) {
      sending = false
      return waitForConnection()
    }
    // The page goes now. Sent again meanwhile, it would be answered that nothing was changed.
    setTimeout(() => (sending = false), patience)
    answer(response)
  }

  function asking() {
    return { method: 'POST', body: body(), redirect: 'manual', signal: AbortSignal.timeout(patience) }
  }

  function body() {
    const fields = new URLSearchParams(new FormData(form))
    if (kept.button) fields.set(...kept.button)
    if (kept.everyone) fields.set('everyone', 'yes')
    if (kept.waited) fields.set('means', 'phone')
    return fields
  }

  function waitForConnection() {
    keep({ waited: true })
    if (kept.everyone) {
      sayEach()
      putBack(kept)
    }
    say('There is no connection. What you marked is kept on this phone, and is sent as soon as there is one.')
    setTimeout(() => kept?.pressed && void send(), retryAfter)
  }

  function answer(response) {
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
    const fields = body()
    if (response.status !== 409 && response.status !== 422) forget()
    for (const name of ['everyone', 'means', 'press', 'take-out'])
      if (fields.has(name)) addField(name, fields.get(name))
    form.submit()
  }
}

/** Each person's mark as the page came, and as it is now. */
function marksIn({ elements }) {
  return Object.fromEntries(
    [...elements]
      .filter(({ name }) => name.startsWith('was-'))
      .map(({ name, value }) => {
        const id = name.slice('was-'.length)
        return [id, { was: value, chosen: chosenOf(id) }]
      }),
  )
}

/** Empty when nobody has said anything, or no longer. */
function chosenOf(id) {
  const chosen = new FormData(form).get(`mark-${id}`) ?? 'none'
  return chosen === 'none' ? '' : chosen
}

/** Whether the page says what came of the last press. It does not when the answer to that was lost on its way. */
function saysSomething() {
  return document.querySelector('.nhsuk-notification-banner') !== null
}

function hasArrived({ marks, everyone }) {
  const now = marksIn(form)
  return Object.entries(marks).every(([id, { was, chosen }]) => {
    if (everyone && was === '' && chosen === '') return now[id]?.was !== ''
    return was === chosen || now[id]?.was === chosen
  })
}

/** What the page said when it was marked goes with each mark: by it the server sees whether somebody else was faster. */
function putBack({ marks, day }) {
  // A class that has moved since: what was marked was said of the day that it had.
  if (day !== undefined) form.elements.day.value = day
  for (const [id, { was, chosen }] of Object.entries(marks)) {
    if (was === chosen) continue
    const field = form.elements[`was-${id}`] ?? addField(`was-${id}`)
    field.value = was
    const choice = form.querySelector(`[name="mark-${id}"][value="${chosen === '' ? 'none' : chosen}"]`)
    if (choice === null) addField(`mark-${id}`, chosen)
    else choice.checked = true
  }
}

function addField(name, value = '') {
  const field = Object.assign(document.createElement('input'), { type: 'hidden', name, value })
  form.append(field)
  return field
}

function say(text) {
  told.textContent = text
  told.hidden = false
}

/** A phone that keeps nothing, or is full, marks as if there were no script. */
function remember(key, kept) {
  quietly(() => localStorage.setItem(key, JSON.stringify(kept)))
}

function letGo(key) {
  quietly(() => localStorage.removeItem(key))
}

/** Undefined when nothing is kept, or it is so old that nobody knows any more. */
function recall(key) {
  const kept = quietly(() => JSON.parse(localStorage.getItem(key) ?? 'null')) ?? undefined
  return kept === undefined || isOld(kept) ? undefined : kept
}

/** The sessions of which something waits here, for whom these entries are; the one marked first first. */
function waiting(prefix) {
  return keysFrom(`${prefix} `)
    .map((key) => ({ session: key.slice(prefix.length + 1), at: recall(key)?.at }))
    .filter(({ at }) => at !== undefined)
    .sort((one, other) => one.at - other.at)
}

function keysFrom(prefix) {
  return (quietly(() => Object.keys(localStorage)) ?? []).filter((key) => key.startsWith(prefix))
}

function isOld({ at }) {
  return Date.now() - at > mostDays * 86_400_000
}

function quietly(work) {
  try {
    return work()
  } catch {
    return undefined
  }
}

function tellWhatWaits(sessions) {
  if (sessions.length === 0) return
  const text = document.createElement('p')
  text.textContent =
    'What you marked on this phone has not arrived yet. Open its register while there is a connection:'
  const links = document.createElement('ul')
  links.append(...sessions.map(linkTo))
  waits.append(text, links)
  waits.hidden = false
}

function linkTo({ session, at }) {
  const link = document.createElement('a')
  link.href = waits.dataset.register.replace('{session}', encodeURIComponent(session))
  link.textContent = `Register that you marked ${inWords(new Date(at))}`
  const item = document.createElement('li')
  item.append(link)
  return item
}

function inWords(moment) {
  const day = moment.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
  return `on ${day} at ${moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
}
