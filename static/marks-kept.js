// A trainer's own page: which registers wait on this phone.
import { keysFrom, recall } from './on-this-phone.js'

const waits = document.querySelector('#marks-kept')
tellWhatWaits(waiting(waits.dataset.kept))

/** The sessions of which something waits here, for whom these entries are; the one marked first first. */
function waiting(prefix) {
  return keysFrom(`${prefix} `)
    .map((key) => ({ session: key.slice(prefix.length + 1), at: recall(key)?.at }))
    .filter(({ at }) => at !== undefined)
    .sort((one, other) => one.at - other.at)
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
