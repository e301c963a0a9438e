import { expect, test } from 'vitest'
import { importsOf, readSources } from './read-sources.ts'

test('finds every form of import', () => {
  const text = [
    `import { a } from 'named'`,
    `import type { B } from 'type-only'`,
    `import {\n  type C,\n  d,\n} from '@scope/lines/sub'`,
    `import 'side-effect'`,
    `export { e } from './re-export.ts'`,
    `export * as f from 'star'`,
    `const g = await import('dynamic')`,
    `type H = import('type-query').H`,
  ].join('\n')
  expect(importsOf(text).map(({ from }) => from)).toEqual([
    'named',
    'type-only',
    '@scope/lines/sub',
    'side-effect',
    './re-export.ts',
    'star',
    'dynamic',
    'type-query',
  ])
  expect(importsOf(text)[2]?.packageName).toBe('@scope/lines')
  expect(importsOf(text)[4]?.packageName).toBeNull()
})

test('an export without a source is no import', () => {
  expect(importsOf(`export const from = 'x'\nexport function read() {\n  return 'from'\n}\n`)).toEqual([])
})

test('reads the sources of every package', () => {
  const packages = new Set(readSources().map((source) => source.package))
  expect([...packages].toSorted()).toEqual(['contract', 'react', 'server', 'testing'])
})
