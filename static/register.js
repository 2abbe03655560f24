// The register works without this. With it, what was marked is kept on the phone until it has arrived: ids and marks,
// and nobody's name. The server joins it with what others marked meanwhile, so sending twice does nothing twice.
const form = document.querySelector('#register')
const told = document.querySelector('#register-kept')

const retryAfter = 20_000
const patience = 15_000
const mostDays = 14
const mostReloads = 2

if (form !== null) begin(form.dataset.kept)

function begin(key) {
  let sending = false
  let kept = recall(key)
  if (kept?.sent && hasArrived(kept)) forget()
  if (kept !== undefined) {
    putBack(kept)
    if (kept.pressed) void send()
    else say('What you marked here before is here again. Press “Save the register”.')
  }

  form.addEventListener('change', () => keep({ pressed: false }))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    keep({ pressed: true, everyone: event.submitter?.name === 'everyone' })
    void send()
  })
  addEventListener('online', () => kept?.pressed && void send())

  function keep(how) {
    kept = { ...kept, ...how, at: Date.now(), marks: marksIn(form) }
    remember(key, kept)
  }

  function forget() {
    kept = undefined
    localStorage.removeItem(key)
  }

  async function send() {
    if (sending) return
    sending = true
    try {
      await answer(await fetch(form.action, asking()))
    } catch {
      waitForConnection()
    } finally {
      sending = false
    }
  }

  function asking() {
    return { method: 'POST', body: body(), redirect: 'manual', signal: AbortSignal.timeout(patience) }
  }

  function body() {
    const fields = new URLSearchParams(new FormData(form))
    if (kept.everyone) fields.set('everyone', 'yes')
    if (kept.waited) fields.set('means', 'phone')
    return fields
  }

  function waitForConnection() {
    keep({ waited: true })
    say('There is no connection. What you marked is kept on this phone, and is sent as soon as there is one.')
    setTimeout(() => kept?.pressed && void send(), retryAfter)
  }

  async function answer(response) {
    if (response.status >= 500 || response.status === 429) return waitForConnection()
    // Taken: we are sent on to the register as it is now. Only what stands there is let go of on the phone.
    if (response.type === 'opaqueredirect') {
      keep({ sent: true })
      return location.assign(form.action)
    }
    // Somebody signed out and in again: the page is too old, what it holds is not.
    const reloads = kept.reloads ?? 0
    if (response.status === 403 && reloads < mostReloads) {
      keep({ reloads: reloads + 1 })
      return location.reload()
    }
    // There is something to see or to do: sent as a page would send it, which says what.
    const fields = body()
    forget()
    for (const name of ['everyone', 'means']) if (fields.has(name)) addField(name, fields.get(name))
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

function hasArrived({ marks }) {
  const now = marksIn(form)
  return Object.entries(marks).every(([id, { was, chosen }]) => was === chosen || now[id]?.was === chosen)
}

/** What the page said when it was marked goes with each mark: by it the server sees whether somebody else was faster. */
function putBack({ marks }) {
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
  try {
    localStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // Then it is on the page alone.
  }
}

function recall(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (kept === null || Date.now() - kept.at > mostDays * 86_400_000) return undefined
    return kept
  } catch {
    return undefined
  }
}
