import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { defineConfig, type TsdownPlugin, type UserConfig } from 'tsdown'

type Entry = { readonly '@keystep/source': string; readonly default: string }

export default defineConfig(['contract', 'server', 'react', 'testing'].map(packageConfig))

/** What a package exports is what is built: its package.json names each entry's source and where the result goes. */
function packageConfig(name: string): UserConfig {
  const cwd = `packages/${name}`
  const { exports, bin = {} } = JSON.parse(readFileSync(`${cwd}/package.json`, 'utf8')) as {
    exports: Record<string, Entry | string>
    bin?: Record<string, string>
  }
  const entries = Object.values(exports).filter((entry) => typeof entry !== 'string')
  const programs = Object.values(bin).map((built) => ({ default: built, '@keystep/source': sourceOf(built) }))
  const modules = entries.filter((entry) => !entry.default.endsWith('.css'))
  const styles = entries.filter((entry) => entry.default.endsWith('.css'))
  return {
    name,
    cwd,
    entry: Object.fromEntries([...modules, ...programs].map((entry) => [nameOf(entry), entry['@keystep/source']])),
    plugins: styles.map((entry) => styleSheet(cwd, entry)),
    deps: { neverBundle: /^node:/, onlyBundle: [] },
    tsconfig: '../../tsconfig.json',
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    fixedExtension: false,
    dts: true,
    // A file per module keeps 'use client' where it stands, whatever the bundler warns, and lets hosts drop the rest.
    unbundle: true,
    checks: { moduleLevelDirective: false, pluginTimings: false },
    logLevel: 'warn',
    publint: { strict: true },
    attw: { profile: 'esm-only', level: 'error', excludeEntrypoints: [/\.css$/] },
  }
}

/** One style sheet with all its imports, as written: hosts minify and lower it for the browsers they support. */
function styleSheet(cwd: string, entry: Entry): TsdownPlugin {
  return {
    name: 'style-sheet',
    async generateBundle() {
      const { outputFiles } = await build({
        absWorkingDir: `${import.meta.dirname}/${cwd}`,
        entryPoints: [entry['@keystep/source']],
        bundle: true,
        write: false,
      })
      this.emitFile({ type: 'asset', fileName: inDist(entry), source: outputFiles[0]?.text ?? '' })
    },
  }
}

function nameOf(entry: Entry): string {
  return inDist(entry).replace(/\.js$/, '')
}

/** A program is no entry that is imported, so package.json has no place for its source. */
function sourceOf(built: string): string {
  return built.replace('/dist/', '/src/').replace(/\.js$/, '.ts')
}

function inDist(entry: Entry): string {
  return entry.default.slice('./dist/'.length)
}
