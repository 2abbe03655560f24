import { kept } from '../../src/lib/kept.ts'

const instant = (milliseconds: number) => new Date(milliseconds)

test('the same instant in the same zone is worked out once, and each other one anew', () => {
  const asked: string[] = []
  const name = kept((one, zone) => {
    asked.push(`${one.getTime()} ${zone}`)
    return `${one.getTime()} in ${zone}`
  })
  expect([name(instant(1), 'UTC'), name(instant(1), 'UTC')]).toEqual(['1 in UTC', '1 in UTC'])
  expect([name(instant(1), 'Europe/London'), name(instant(2), 'UTC')]).toEqual([
    '1 in Europe/London',
    '2 in UTC',
  ])
  expect(asked).toEqual(['1 UTC', '1 Europe/London', '2 UTC'])
})

test('it does not grow for ever', () => {
  let asked = 0
  const name = kept((one) => {
    asked += 1
    return String(one.getTime())
  })
  for (let one = 0; one <= 10_000; one += 1) name(instant(one), 'UTC')
  expect([name(instant(0), 'UTC'), asked]).toEqual(['0', 10_002])
  expect([name(instant(10_000), 'UTC'), asked]).toEqual(['10000', 10_002])
})
