// What the kit costs a browser, from the built packages and as Vite bundles it. A first load is the entry with everything
// it imports statically; what only an import() reaches is loaded when needed and listed apart. Not esbuild, whose split
// bundles load with an entry all that any of its import()s will need of a module like our index.
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'

type Budget = {
  readonly name: string
  readonly code: string
  readonly outside: readonly string[]
  /** What it should weigh. */
  readonly goal: number
  /** What it may weigh today; it only ever comes down. */
  readonly limit: number
  /** What two of its lazy parts may share: 3.3 where the form library is there from the start. */
  readonly shared?: number
}

const peers = ['react', 'react-dom', '@tanstack/react-query']
const forms = [...peers, 'react-hook-form']
const wizard = `export { LoginWizard } from '@keystep/react'`
const guard = `export { KeystepProvider, RequireVerified } from '@keystep/react'`
const everything = `export * from '@keystep/react'`
const kit = `export { ${(await componentNames()).join(', ')} } from '@keystep/react'`

// The whole kit is every component on one page. Everything exported has besides the hooks, with which apps build in place
// of components, and every text.
const budgets: readonly Budget[] = [
  { name: 'LoginWizard, first load', code: wizard, outside: peers, goal: 19, limit: 18.6 },
  { name: 'whole kit, first load', code: kit, outside: peers, goal: 30, limit: 29.6 },
  { name: 'LoginWizard, our own code', code: wizard, outside: forms, goal: 6, limit: 6 },
  { name: 'whole kit, our own code', code: kit, outside: forms, goal: 17, limit: 17 },
  { name: 'a guarded page, first load', code: guard, outside: peers, goal: 13, limit: 10.5, shared: 18 },
  { name: 'everything exported, our own code', code: everything, outside: forms, goal: 17, limit: 26.2 },
]
/** Loaded when needed: what a visitor is asked, what users do about their account, a QR code, the countries of phones. */
const lazyBudgets: Readonly<Record<string, number>> = {
  asking: 9.6,
  account: 15.5,
  'qr-image': 6.5,
  'phone-country': 36,
}

for (const { name, code, outside, goal, limit, shared = 3.3 } of budgets) {
  // oxlint-disable-next-line no-await-in-loop -- in the order they are listed
  const { first, lazy } = await weigh(code, outside)
  report(name, first, goal, limit)
  for (const [chunk, size] of outside === peers ? lazy : []) {
    const budget = lazyBudgets[chunk] ?? shared
    report(`  when needed: ${chunk}`, size, budget, budget)
  }
}
const styles = await weigh(`import '@keystep/react/styles.css'`, [])
report('styles.css', styles.first, 8, 8)

async function weigh(code: string, outside: readonly string[]) {
  const output = await bundle(code, outside)
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])))
  const eager = new Set([...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  for (const fileName of eager) {
    for (const next of chunks.get(fileName)?.imports ?? []) if (chunks.has(next)) eager.add(next)
  }
  const sheets = output.flatMap((file) => (file.type === 'asset' ? [String(file.source)] : []))
  const first = [...eager].map((fileName) => chunks.get(fileName)?.code ?? '')
  return {
    first: [...first, ...sheets].reduce((sum, text) => sum + gzipped(text), 0),
    lazy: [...chunks.values()]
      .filter(({ fileName }) => !eager.has(fileName))
      .map(({ name, code: text }) => [name, gzipped(text)] as const),
  }
}

async function bundle(code: string, outside: readonly string[]): Promise<Rolldown.RolldownOutput['output']> {
  const entry = `${process.cwd()}/packages/react/entry-to-weigh.js`
  const built = await build({
    configFile: false,
    root: 'packages/react',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'entry-to-weigh',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
    build: {
      write: false,
      target: 'es2023',
      // A library, as an app's build adds a helper of its own around each import().
      lib: { entry, formats: ['es'] },
      rolldownOptions: { external: outside.map((name) => new RegExp(`^${name}($|/)`)), output: { minify: true } },
    },
  })
  if (!Array.isArray(built) || !built[0]) throw new Error('size: Vite built nothing.')
  return built[0].output
}

async function componentNames(): Promise<readonly string[]> {
  const names = Object.keys(await import('@keystep/react'))
  return names.filter((name) => /^[A-Z]/.test(name))
}

function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length / 1000
}

function report(name: string, size: number, goal: number, limit: number) {
  const mark = size > limit ? 'OVER  ' : size > goal ? 'missed' : 'ok    '
  console.log(`${mark} ${size.toFixed(1).padStart(5)} kB, goal ${goal}, limit ${limit}:  ${name}`)
  if (size > limit) process.exitCode = 1
}
