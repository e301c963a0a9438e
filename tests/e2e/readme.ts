import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')

/** The code blocks of a section that say which file they are, each under that name. */
export function readmeFiles(heading: string): ReadonlyMap<string, string> {
  const section = readme.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const blocks = section.matchAll(/^```tsx?\n(\/\/ (\S+)\n.*?)^```$/gms)
  return new Map([...blocks].map(([, text = '', path = '']) => [path, text]))
}

/** What the README tells its reader to install. */
export function readmePackages(): readonly string[] {
  return /^npm install (.+)$/m.exec(readme)?.[1]?.split(' ') ?? []
}
