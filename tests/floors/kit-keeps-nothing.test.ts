import { expect, test } from 'vitest'
import { problems } from './read-sources.ts'

const outlivesThePage =
  /\b(localStorage|sessionStorage|indexedDB|cookieStore|document\.cookie|caches\.open|console\.\w+)\b/

test('what runs in a browser keeps nothing beyond its page, and prints nothing', () => {
  const found = problems(({ package: name, text, isTest, isStory }) =>
    isTest || isStory || !['contract', 'react'].includes(name)
      ? []
      : (outlivesThePage.exec(text) ?? []).slice(0, 1).map((use) => `has ${use}`),
  )
  expect(found).toEqual([])
  expect('window.localStorage.setItem(key, secret)').toMatch(outlivesThePage)
  expect('console.error(error)').toMatch(outlivesThePage)
})
