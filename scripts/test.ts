// The whole check: goes on after a failure, so that one run reports everything, and ends with one line.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { add, readPlaywright, readVitest, type Tally } from './tally.ts'

type Step = { readonly script: string; readonly report?: () => Tally | null; readonly if?: boolean }

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
// Vitest runs the floors together with every other project.
const checks = Object.keys(scripts).filter((name) => name.startsWith('check:') && name !== 'check:floors')

const steps: readonly Step[] = [
  { script: 'ensure-tools' },
  ...checks.map((script) => ({ script })),
  { script: 'size' },
  { script: 'test:vitest', report: readVitest },
  { script: 'build:storybook', if: existsSync('.storybook/preview.tsx') },
  { script: 'e2e', report: readPlaywright, if: globSync('tests/e2e/**/*.spec.ts').length > 0 },
]

rmSync('.reports', { recursive: true, force: true })
let total: Tally = { passed: 0, failed: 0, skipped: 0 }
const broken: string[] = []

for (const { script, report } of steps.filter((step) => step.if ?? true)) {
  const succeeded = spawnSync('npm', ['run', script], { stdio: 'inherit' }).status === 0
  const counted = report?.() ?? { passed: 0, failed: 0, skipped: 0 }
  // A step that failed without a failed test, such as a type error or a runner that did not start, counts as one.
  const failed = succeeded ? counted.failed : Math.max(counted.failed, 1)
  if (failed > 0) broken.push(script)
  total = add(total, { ...counted, failed })
}

if (broken.length > 0) console.log(`\nFailed: ${broken.map((script) => `npm run ${script}`).join(', ')}`)
const { passed, failed, skipped } = total
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
