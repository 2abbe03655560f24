import { randomUUID } from 'node:crypto'
import { inOrder, pageOfPeople, type PersonToReach, placeIn } from '../../src/waiting-list/call-list-order.ts'

const moment = (number: number) => new Date(1_800_000_000_000 + number * 60_000)

/** Many are soonest at one time, some have no date to come, and some are only offered a place. */
const somebody = (number: number): PersonToReach => ({
  personId: randomUUID(),
  soonest: number % 7 === 0 ? null : moment(number % 3),
  firstNumber: number % 5 === 0 ? null : number,
})
const many = (count: number) => inOrder(Array.from({ length: count }, (_, number) => somebody(number)))

/** Everybody whom somebody sees who goes from page to page, while `meanwhile` becomes of the list after each of them. */
function seenBy(
  list: PersonToReach[],
  meanwhile: (list: PersonToReach[], seen: string[]) => PersonToReach[],
): string[] {
  const seen: string[] = []
  let [now, page] = [list, pageOfPeople(list, undefined)]
  for (let pages = 0; pages < 20; pages++) {
    seen.push(...page.ids)
    if (page.next === undefined) return seen
    now = meanwhile(now, page.ids)
    page = pageOfPeople(now, page.next)
  }
  return seen
}

test('everybody is on one page, and on one only, whoever is told meanwhile', () => {
  const list = many(350)
  const all = list.map(({ personId }) => personId)
  expect(seenBy(list, (now) => now)).toEqual(all)
  const toldAll = (now: PersonToReach[], ids: string[]) =>
    now.filter(({ personId }) => !ids.includes(personId))
  expect(seenBy(list, toldAll)).toEqual(all)
  const toldLast = (now: PersonToReach[], ids: string[]) =>
    now.filter(({ personId }) => personId !== ids.at(-1))
  expect(seenBy(list, toldLast)).toEqual(all)
})

test('whoever comes onto the list moves nobody from a page not yet seen to one seen before', () => {
  const list = many(250)
  const sooner = (now: PersonToReach[]) =>
    inOrder([...now, { personId: randomUUID(), soonest: moment(-1), firstNumber: 9_000 }])
  expect(new Set(seenBy(list, sooner))).toEqual(new Set(list.map(({ personId }) => personId)))
})

test('soonest first, then who is on it for longest; without a date to come, last', () => {
  const [a, b, c, d] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const list = inOrder([
    { personId: a, soonest: null, firstNumber: 1 },
    { personId: b, soonest: moment(2), firstNumber: 2 },
    { personId: c, soonest: moment(1), firstNumber: 4 },
    { personId: d, soonest: moment(1), firstNumber: 3 },
  ])
  expect(list.map(({ personId }) => personId)).toEqual([d, c, b, a])
})

test('when nobody comes after a place, the page is the top of the list', () => {
  const list = many(120)
  const { next } = pageOfPeople(list, undefined)
  const first = list.slice(0, 30)
  expect(pageOfPeople(first, next)).toMatchObject({ start: 0, ids: first.map(({ personId }) => personId) })
})

test.each(['', 'x', '1_2', '1_2_3', `1_2_${randomUUID()}_4`, `-1_2_${randomUUID()}`, ['1', '2'], undefined])(
  'no place on the list: %j',
  (text) => {
    expect(placeIn(text)).toBeUndefined()
  },
)
