const { default: Sequencer } = require('@jest/test-sequencer')

/** Begun last, one of these would be waited for alone: jest knows how long a file takes only where it ran before. */
const longest = [
  'browser/every-page',
  'model/stories',
  'model/mutants',
  'web/every-route',
  'races/last-places',
  'crash/killed-product',
  'demo/starting',
  'registers/certificates',
  'registers/marking/register',
  'web/headers',
  'demo/term',
  'audit/broken',
]

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = longest.findIndex((name) => path.endsWith(`/${name}.test.ts`))
      return found === -1 ? longest.length : found
    }
    return [...super.sort(tests)].sort((one, other) => place(one) - place(other))
  }
}
