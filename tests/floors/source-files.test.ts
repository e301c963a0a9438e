import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { problems } from './read-sources.ts'

const longestSource = 200
const longestTest = 300

test('no source file is longer than 200 lines, no test longer than 300', () => {
  const found = problems(({ text, isTest }) => {
    const lines = text.trimEnd().split('\n').length
    return lines > (isTest ? longestTest : longestSource) ? [`has ${lines} lines`] : []
  })
  expect(found).toEqual([])
})

test('files are named after what they hold, in kebab-case', () => {
  const found = problems(({ path }) => {
    const [name = ''] = basename(path).split('.')
    if (/^(utils?|helpers?|types|constants|common|misc)$/.test(name)) return ['is named after no thing in particular']
    return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? [] : ['is not in kebab-case']
  })
  expect(found).toEqual([])
})

test('what the shipped code imports is a declared dependency of its package', () => {
  const declared = new Map(
    globSync('packages/*/package.json').map((file) => {
      const { name, dependencies, peerDependencies } = JSON.parse(readFileSync(file, 'utf8')) as {
        name: string
        dependencies?: Record<string, string>
        peerDependencies?: Record<string, string>
      }
      return [name, Object.keys({ ...dependencies, ...peerDependencies })]
    }),
  )
  const found = problems(({ package: name, imports, isTest, isStory }) =>
    isTest || isStory
      ? []
      : imports
          .filter(({ packageName }) => packageName !== null && !packageName.startsWith('node:'))
          .filter(({ packageName }) => !declared.get(`@keystep/${name}`)?.includes(packageName ?? ''))
          .map(({ from }) => `imports ${from}`),
  )
  expect(found).toEqual([])
})
