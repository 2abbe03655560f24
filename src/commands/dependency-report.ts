/** What `npm audit --json` says, as far as we read it (npm 10 and 11; audit report version 2). */
interface Report {
  vulnerabilities?: Record<string, { severity?: string; fixAvailable?: unknown }>
}

type Judgement =
  { ok: true } | { ok: false; reason: 'known-faults'; faults: string[] } | { ok: false; reason: 'not-asked' }

const grave = ['high', 'critical']

/** Whether a package that runs in production has a known fault that is grave. Pure. */
export function judgeDependencies(output: string): Judgement {
  const report = read(output)
  if (report?.vulnerabilities === undefined) return { ok: false, reason: 'not-asked' }
  const faults = Object.entries(report.vulnerabilities)
    .filter(([, { severity = '' }]) => grave.includes(severity))
    .map(([name, { severity, fixAvailable }]) => {
      const remedy =
        fixAvailable === false ? 'no mended version yet' : 'a mended version is there: npm audit fix'
      return `${name}: ${severity ?? ''}, ${remedy}`
    })
  return faults.length === 0 ? { ok: true } : { ok: false, reason: 'known-faults', faults }
}

function read(output: string): Report | undefined {
  try {
    return JSON.parse(output) as Report
  } catch {
    return undefined
  }
}
