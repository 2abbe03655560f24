const { default: Sequencer } = require('@jest/test-sequencer')

/** The walk along every page takes longer than any journey: begun last, it would be waited for alone. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const isWalk = ({ path }) => path.endsWith('every-page.test.ts')
    return [...super.sort(tests)].sort((one, other) => Number(isWalk(other)) - Number(isWalk(one)))
  }
}
