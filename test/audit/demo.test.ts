import { audit } from '../../src/audit/audit.ts'
import { config, demoCollege, madeAt } from '../demo/support.ts'

const demo = demoCollege()

test('the demo college is sound: its people came to be there as anybody would', async () => {
  expect(await audit(demo(), { clock: () => madeAt, config })).toEqual([])
})
