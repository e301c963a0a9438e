// A Vite app outside the workspace, made of the README's words: its code blocks, its packages, its two commands.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from '@playwright/test'
import { freePort } from './free-port.ts'
import { readmePackages } from './readme.ts'

export type ReactVersions = { readonly react: string; readonly types: string; readonly domTypes: string }

type App = { readonly folder: string; readonly files: ReadonlyMap<string, string>; readonly react: ReactVersions }

const root = join(import.meta.dirname, '../..')
const packages = ['contract', 'server', 'react', 'testing']

/** What npm would publish, as files. */
export async function packPackages(folder: string): Promise<void> {
  mkdirSync(folder)
  if (!packages.every(isBuilt)) await run('npm', ['run', 'build:packages'], root)
  await run('npm', ['pack', '--pack-destination', folder, ...packages.map((name) => `./packages/${name}`)], root)
}

/** Built, and not before the last change: `npm run e2e` alone would test what was. */
function isBuilt(name: string): boolean {
  const folder = join(root, 'packages', name)
  const built = join(folder, 'dist/index.js')
  if (!existsSync(built)) return false
  const sources = globSync('src/**/*.{ts,tsx,css}', { cwd: folder }).filter((path) => !/\.(test|stories)\./.test(path))
  const { mtimeMs } = statSync(built)
  return sources.every((path) => statSync(join(folder, path)).mtimeMs < mtimeMs)
}

/** The version that the rest of the project is tested with. */
export function lockedVersion(name: string): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string }>
  }
  const { version } = lock.packages[`node_modules/${name}`] ?? {}
  if (!version) throw new Error(`package-lock.json has no ${name}.`)
  return version
}

/** Makes the app, installs its packages and checks its types. */
export async function makeBareApp({ folder, files, react }: App, packed: string): Promise<void> {
  for (const [path, text] of [...files, ...ownFiles(react, packed)]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], folder)
  await run(process.execPath, ['node_modules/typescript/bin/tsc'], folder)
}

/** What every Vite app has already. */
function ownFiles(react: ReactVersions, packed: string): ReadonlyMap<string, string> {
  const versions: Record<string, string> = {
    react: react.react,
    'react-dom': react.react,
    '@types/react': react.types,
    '@types/react-dom': react.domTypes,
  }
  // The README's reader gets our packages from the registry, and with them those that they depend on.
  const ours = Object.fromEntries(
    readdirSync(packed).map((file) => [file.replace(/^keystep-(\w+)-.*/, '@keystep/$1'), `file:${join(packed, file)}`]),
  )
  const pinned = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, versions[name] ?? ours[name] ?? lockedVersion(name)]))
  const tools = ['vite', '@vitejs/plugin-react', 'typescript', '@types/react', '@types/react-dom', '@types/node']
  return new Map([
    ['.npmrc', 'loglevel=error\n'],
    [
      'package.json',
      JSON.stringify({
        private: true,
        type: 'module',
        dependencies: { ...ours, ...pinned(readmePackages()) },
        devDependencies: pinned(tools),
      }),
    ],
    [
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          target: 'es2023',
          lib: ['es2023', 'dom', 'dom.iterable'],
          module: 'esnext',
          moduleResolution: 'bundler',
          jsx: 'react-jsx',
          strict: true,
          noEmit: true,
          skipLibCheck: false,
          types: ['node', 'vite/client'],
        },
        include: ['*.ts', 'src'],
      }),
    ],
    [
      'index.html',
      `<!doctype html>
<html lang="en">
  <head>
    <link rel="icon" href="data:," />
    <title>Acme</title>
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="/src/main.tsx"></script>
  </body>
</html>
`,
    ],
  ])
}

export type Running = { readonly origin: string; stop(): void }

/** `node server.ts` beside `vite`, until the page's origin answers for both. */
export async function runBareApp(folder: string): Promise<Running> {
  const pagePort = String(await freePort())
  const serverPort = String(await freePort())
  // The README's ports may be taken on the machine that runs the tests.
  for (const path of ['server.ts', 'vite.config.ts']) {
    const text = readFileSync(join(folder, path), 'utf8')
    const moved = text.replaceAll(/\b(5173|3000)\b/g, (port) => (port === '5173' ? pagePort : serverPort))
    writeFileSync(join(folder, path), moved)
  }
  const origin = `http://localhost:${pagePort}`
  let said = ''
  const start = (script: string): ChildProcess => {
    const env = { ...process.env, KEYSTEP_KEY: 'a key for the bare apps of the tests alone' }
    const child = spawn(process.execPath, [script], { cwd: folder, env })
    child.stdout.on('data', (text: Buffer) => (said += String(text)))
    child.stderr.on('data', (text: Buffer) => (said += String(text)))
    return child
  }
  const children = [start('server.ts'), start('node_modules/vite/bin/vite.js')]
  const stop = () => children.forEach((child) => child.kill('SIGKILL'))
  try {
    await expect(async () => {
      expect((await fetch(`${origin}/auth/session`)).status, said).toBe(200)
    }).toPass({ timeout: 30_000 })
  } catch (error) {
    stop()
    throw new Error(said, { cause: error })
  }
  return { origin, stop }
}

function run(command: string, parameters: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, parameters, { cwd, timeout: 150_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${parameters.join(' ')}\n${stdout}${stderr}`, { cause: error }))
      else resolve()
    })
  })
}
