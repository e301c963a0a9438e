// Makes sure that the tests find a browser, an authenticator (oathtool), a reader of QR codes (zbarimg) and a PostgreSQL.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './find-chromium.ts'
import { findPostgres } from './find-postgres.ts'
import { hasProgram } from './has-program.ts'

type Tool = { readonly name: string; readonly isThere: () => boolean; readonly debian: string; readonly brew?: string }

const tools: readonly Tool[] = [
  { name: 'chromium', isThere: () => findChromium() !== undefined, debian: 'chromium' },
  { name: 'oathtool', isThere: () => hasProgram('oathtool'), debian: 'oathtool', brew: 'oath-toolkit' },
  { name: 'PostgreSQL', isThere: hasPostgres, debian: 'postgresql', brew: 'postgresql' },
  { name: 'zbarimg', isThere: () => hasProgram('zbarimg'), debian: 'zbar-tools', brew: 'zbar' },
]
const isRoot = process.getuid?.() === 0
const missing = () => tools.filter((tool) => !tool.isThere())

if (missing().length > 0 && isRoot && existsSync('/etc/debian_version')) {
  const packages = missing().map((tool) => tool.debian)
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
}
if (findChromium() === undefined) {
  const withLibraries = isRoot && process.platform === 'linux' ? ['--with-deps'] : []
  run('npx', ['--no-install', 'playwright', 'install', ...withLibraries, 'chromium'])
}

for (const { name, debian, brew } of missing().filter((tool) => tool.brew)) {
  console.error(
    `${name} is missing, so the tests that need it are skipped. Get it by "apt-get install ${debian}" or "brew install ${brew}".`,
  )
}
if (findChromium() === undefined) {
  console.error('No Chromium: set CHROMIUM_PATH to one, or run "npx playwright install --with-deps chromium".')
  process.exitCode = 1
}

/** Or the one that `TEST_POSTGRES_URL` names. */
function hasPostgres(): boolean {
  return process.env.TEST_POSTGRES_URL !== undefined || findPostgres() !== undefined
}

function run(command: string, args: readonly string[]) {
  console.error(`$ ${command} ${args.join(' ')}`)
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
