// Asks the registry whether a package of the product has a known fault. Where no registry can be asked, that is said, and
// is no fault: `npm run check` must work on a train.
import { spawnSync } from 'node:child_process'
import { judgeDependencies } from './dependency-report.ts'

const { stdout } = spawnSync(
  'npm',
  ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000'],
  {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  },
)
const judged = judgeDependencies(stdout)
if (judged.ok) console.log('No package of the product has a known grave fault.')
else if (judged.reason === 'known-faults') {
  console.error(['Packages with known faults:', ...judged.faults].join('\n  '))
  process.exitCode = 1
} else {
  console.warn(
    'The registry could not be asked for known faults of packages. Run it again where it can be reached.',
  )
  if (process.env.REQUIRE_DEPENDENCY_AUDIT === '1') process.exitCode = 1
}
