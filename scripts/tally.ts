import { readFileSync } from 'node:fs'

export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number }

type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}
type PlaywrightReport = { readonly stats: Record<'expected' | 'flaky' | 'unexpected' | 'skipped', number> }

/** What Vitest counted; null when it wrote no report. A file that could not be loaded counts as one failed test. */
export function readVitest(): Tally | null {
  const report = read('vitest') as VitestReport | null
  if (!report) return null
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloaded.length,
    skipped: numPendingTests + numTodoTests,
  }
}

/** What Playwright counted; null when it wrote no report. A test that passed only when repeated did pass. */
export function readPlaywright(): Tally | null {
  const report = read('playwright') as PlaywrightReport | null
  if (!report) return null
  const { expected, flaky, unexpected, skipped } = report.stats
  return { passed: expected + flaky, failed: unexpected, skipped }
}

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

function read(name: string): unknown {
  try {
    return JSON.parse(readFileSync(`.reports/${name}.json`, 'utf8'))
  } catch {
    return null
  }
}
