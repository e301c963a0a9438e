// What the kit costs a browser, from the built packages. A first load is the entry with everything it imports
// statically; what only an import() reaches is loaded when needed and listed apart.
import { gzipSync } from 'node:zlib'
import { build, type Metafile, type OutputFile } from 'esbuild'

type Budget = {
  readonly name: string
  readonly code: string
  readonly outside: readonly string[]
  /** What it should weigh. */
  readonly goal: number
  /** What it may weigh today; it only ever comes down. */
  readonly limit: number
}

const peers = ['react', 'react-dom', '@tanstack/react-query']
const forms = [...peers, 'react-hook-form']
const wizard = `export { LoginWizard } from '@keystep/react'`
const everything = `export * from '@keystep/react'`

const budgets: readonly Budget[] = [
  { name: 'LoginWizard, first load', code: wizard, outside: peers, goal: 19, limit: 19.5 },
  { name: 'whole kit, first load', code: everything, outside: peers, goal: 30, limit: 33 },
  { name: 'LoginWizard, our own code', code: wizard, outside: forms, goal: 6, limit: 6.5 },
  { name: 'whole kit, our own code', code: everything, outside: forms, goal: 17, limit: 19.5 },
  { name: 'styles.css', code: `@import '@keystep/react/styles.css';`, outside: [], goal: 8, limit: 8 },
]
const lazyBudget = 6.5

for (const { name, code, outside, goal, limit } of budgets) {
  const { first, lazy } = await weigh(code, outside)
  report(name, first, goal, limit)
  if (outside === peers)
    for (const [chunk, size] of lazy) report(`  when needed: ${nameOf(chunk)}`, size, lazyBudget, lazyBudget)
}

async function weigh(code: string, outside: readonly string[]) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: 'packages/react', loader: code.startsWith('@') ? 'css' : 'js' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    external: outside.flatMap((name) => [name, `${name}/*`]),
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: 'size',
    metafile: true,
    write: false,
  })
  const sizes = new Map(Object.keys(metafile.outputs).map((path) => [path, gzipped(path, outputFiles)]))
  const eager = reachable(metafile, Object.keys(metafile.outputs).find((path) => path.includes('stdin')) as string)
  const sum = eager.reduce((total, path) => total + (sizes.get(path) ?? 0), 0)
  return { first: sum, lazy: [...sizes].filter(([path]) => !eager.includes(path)) }
}

function reachable({ outputs }: Metafile, entry: string): readonly string[] {
  const seen = new Set([entry])
  for (const path of seen) {
    for (const { kind, path: next, external } of outputs[path]?.imports ?? []) {
      if (kind !== 'dynamic-import' && !external) seen.add(next)
    }
  }
  return [...seen]
}

/** `size/qr-code-QFUMEUHZ.js` is the chunk of `qr-code`. */
function nameOf(chunk: string): string {
  return chunk.replace(/^size\//, '').replace(/-[A-Z0-9]{8}\.js$/, '')
}

function gzipped(path: string, files: readonly OutputFile[]): number {
  const file = files.find((candidate) => candidate.path.endsWith(path))
  return file ? gzipSync(file.contents, { level: 9 }).length / 1000 : 0
}

function report(name: string, size: number, goal: number, limit: number) {
  const mark = size > limit ? 'OVER  ' : size > goal ? 'missed' : 'ok    '
  console.log(`${mark} ${size.toFixed(1).padStart(5)} kB, goal ${goal}, limit ${limit}:  ${name}`)
  if (size > limit) process.exitCode = 1
}
