import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problems, target } from './read-sources.ts'

/** Imports go down only: what each package may use of the others. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  server: ['@keystep/contract'],
  react: ['@keystep/contract'],
  testing: ['@keystep/contract', '@keystep/server'],
}

/** Everything else on the server uses web standards only, so that it runs in a page, in a worker and at the edge. */
const mayUseNode = ['packages/server/src/node/', 'packages/server/src/cli/']

/** Where HTTP is spoken. Flows, devices, stores and delivery know no Hono, so that a host can call them from any framework. */
const mayUseHono = [
  'packages/server/src/app.ts',
  'packages/server/src/create-keystep.ts',
  'packages/server/src/http/',
  // The context that `clientAddress` is given.
  'packages/server/src/services.ts',
  'packages/server/src/node/from-node.ts',
  'packages/server/src/options.ts',
  'packages/server/src/session/',
  'packages/testing/src/',
]

test('imports between packages go down only, types included', () => {
  const found = problems(({ package: name, imports, isTest, isStory }) =>
    imports
      .filter(({ packageName }) => packageName?.startsWith('@keystep/'))
      .filter(({ packageName }) => !mayImport[name]?.includes(packageName ?? ''))
      .filter(({ packageName }) => !(name === 'react' && packageName === '@keystep/testing' && (isTest || isStory)))
      .map(({ from }) => `imports ${from}`),
  )
  expect(found).toEqual([])
})

test('relative imports stay in their package, name their file in full and lead to one', () => {
  const found = problems((source) =>
    source.imports
      .filter(({ packageName }) => packageName === null)
      .filter((each) => {
        // `?inline` and the like are the bundler's; the file is what stands before.
        const path = target(source, each).replace(/\?\w+$/, '')
        const isInside = path.startsWith(`packages/${source.package}/src/`)
        return !isInside || !/\.(tsx?|css)$/.test(path) || !existsSync(path)
      })
      .map(({ from }) => `imports ${from}`),
  )
  expect(found).toEqual([])
})

test('only the Node entry and the command line use Node', () => {
  const found = problems(({ path, imports, isTest }) =>
    isTest || mayUseNode.some((folder) => path.startsWith(folder))
      ? []
      : imports.filter(({ from }) => from.startsWith('node:')).map(({ from }) => `imports ${from}`),
  )
  expect(found).toEqual([])
})

test('Hono stays where HTTP is spoken', () => {
  const found = problems(({ path, imports, isTest }) =>
    isTest || path.endsWith('-routes.ts') || mayUseHono.some((place) => path.startsWith(place))
      ? []
      : imports.filter(({ packageName }) => packageName === 'hono').map(({ from }) => `imports ${from}`),
  )
  expect(found).toEqual([])
})
