import { expect, test } from 'vitest'
import { problems, type Source } from './read-sources.ts'

const contract = 'packages/contract/src/'

function mayUseZod({ path, package: name, isTest }: Source): boolean {
  return name === 'server' || isTest || path === `${contract}openapi.ts` || path.startsWith(`${contract}schemas/`)
}

test('shipped code imports zod in one form only, as any other is ten times the size in a bundle', () => {
  const found = problems(({ imports, isTest }) =>
    imports
      .filter(() => !isTest)
      .filter(({ packageName }) => packageName === 'zod')
      .filter(({ statement }) => !/^import (type )?\* as z from 'zod\/mini'$/.test(statement))
      .map(({ statement }) => `has ${statement}`),
  )
  expect(found).toEqual([])
})

test('zod stays in the schemas, the OpenAPI document and the server; other contract files take its types', () => {
  const found = problems((source) =>
    mayUseZod(source)
      ? []
      : source.imports
          .filter(({ packageName }) => packageName === 'zod')
          .filter(({ statement }) => source.package !== 'contract' || !statement.startsWith('import type '))
          .map(({ statement }) => `has ${statement}`),
  )
  expect(found).toEqual([])
})
