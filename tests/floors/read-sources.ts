import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Import = {
  /** What stands in the quotes. */
  readonly from: string
  /** The package of a bare import: `hono` of `hono/cookie`; null for a relative one. */
  readonly packageName: string | null
  /** The whole statement, as written. */
  readonly statement: string
}

export type Source = {
  /** From the root of the repository, with slashes. */
  readonly path: string
  /** The folder below `packages`. */
  readonly package: string
  readonly text: string
  readonly imports: readonly Import[]
  readonly isTest: boolean
  readonly isStory: boolean
}

/** Every source file of the packages, with what it imports, types included. */
export function readSources(): readonly Source[] {
  return globSync('packages/*/src/**/*.{ts,tsx}').map((file) => {
    const path = file.replaceAll('\\', '/')
    const text = readFileSync(path, 'utf8')
    return {
      path,
      package: path.split('/')[1] ?? '',
      text,
      imports: importsOf(text),
      // The store suite is tests as well: every store's own test file runs it.
      isTest: /\.test\.tsx?$|\/store-suite\//.test(path),
      isStory: path.endsWith('.stories.tsx'),
    }
  })
}

/** Import statements, re-exports, `import()` of modules and of types. The formatter holds all of them to single quotes. */
export function importsOf(text: string): readonly Import[] {
  const statements = /^(?:import|export)\b[^'"`]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm
  return [...text.matchAll(statements)].map((match) => {
    const from = match[1] ?? match[2] ?? match[3] ?? ''
    return { from, packageName: packageOf(from), statement: match[0] }
  })
}

/** The problems, one a line, with the file they are in; tests expect none. */
export function problems(find: (source: Source) => readonly string[]): readonly string[] {
  return readSources().flatMap((source) => find(source).map((problem) => `${source.path} ${problem}`))
}

/** Where a relative import leads, from the root of the repository. */
export function target(source: Source, { from }: Import): string {
  return join(source.path, '..', from).replaceAll('\\', '/')
}

function packageOf(from: string): string | null {
  if (from.startsWith('.')) return null
  const [first = '', second = ''] = from.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}
