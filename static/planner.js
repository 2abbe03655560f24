// The planner works without this. With it, what is shown follows what is chosen, and the arrow keys go from date to date.
const form = document.querySelector('.planner-choice')
const planner = document.querySelector('#planner')
const count = document.querySelector('#planner-count')
const actions = document.querySelector('#planner-actions')

// Somebody who goes through a list by its arrow keys changes it with each press: what they stop at is meant.
const pause = 500
let waiting
let asking

form.addEventListener('change', () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => void show(), pause)
})

/** Shows what is chosen without leaving the field. Whatever goes wrong, the form is sent as ever. */
async function show() {
  asking?.abort()
  asking = new AbortController()
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`
  try {
    const response = await fetch(address, { signal: asking.signal })
    // A session that is over leads elsewhere.
    if (!response.ok || response.redirected) return form.submit()
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    // The actions too: many dates are changed of what is looked at.
    for (const part of [planner, actions]) part.replaceChildren(...page.getElementById(part.id).childNodes)
    count.textContent = page.querySelector('#planner-count').textContent
    history.replaceState(null, '', address)
  } catch (error) {
    if (error.name !== 'AbortError') form.submit()
  }
}

planner.addEventListener('keydown', (event) => {
  const from = event.target.closest('.planner-card a')
  if (from === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const to = neighbour(from, event.key)
  if (to === undefined) return
  event.preventDefault()
  to.focus()
})

/** Up and down: the date before and after. Left and right: the first date of the day, room or trainer before and after. */
function neighbour(from, key) {
  const links = (parent) => [...parent.querySelectorAll('.planner-card a')]
  const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[key]
  if (step === undefined) return undefined
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const all = links(planner)
    return all[all.indexOf(from) + step]
  }
  const lists = [...planner.querySelectorAll('.planner-list')]
  const list = lists[lists.indexOf(from.closest('.planner-list')) + step]
  return list && links(list)[0]
}
