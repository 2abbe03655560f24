// The form of a register as it stands on the page, and what is read from its fields.
export const form = document.querySelector('#register')

/** The fields for who came without a place. */
export function groups() {
  return [...form.querySelectorAll('.register-add')].map((group) => {
    const [name, contact] = group.querySelectorAll('input')
    return { name, contact }
  })
}

/** Also where a page is not encrypted, as in a college that tries this out. */
export function newId() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))]
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, '$1-$2-4$3-8$4-$5')
}

/** Whether the page shows them: on the register, or in its fields because they could not be noted. */
export function isThere(id) {
  return form.querySelector(`[name="take-out"][value="${id}"], [name="name-${id}"]`) !== null
}

/** How many came, as the page came and as it is now; undefined where nobody is counted, or nothing was touched. */
export function headsIn({ elements }) {
  const [was, now] = [elements['people-was']?.value, elements.people?.value.trim()]
  return was === now ? undefined : { was, now }
}

/** Each person's mark as the page came, and as it is now. */
export function marksIn({ elements }) {
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

export function addField(name, value = '') {
  const field = hidden(name, value)
  form.append(field)
  return field
}

export function hidden(name, value) {
  return Object.assign(document.createElement('input'), { type: 'hidden', name, value })
}
