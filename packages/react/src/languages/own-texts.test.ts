import { expect, test } from 'vitest'
import { fetchAccount } from '../devices/fetch-account.ts'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { asking } from '../session/asking.ts'
import { enAccount } from './en-account.ts'
import { enAsking } from './en-asking.ts'
import { enSignIn } from './en-sign-in.ts'
import { en } from './en.ts'
import { ownTexts } from './own-texts.ts'

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.{test,stories}.{ts,tsx}'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** What is there from the start: everything that is imported, but for types and what an `import()` fetches. */
function eagerFiles(): ReadonlySet<string> {
  const seen = new Set(['../index.ts'])
  for (const file of seen) {
    const imports = (sources[file] ?? '').matchAll(/^(?:import|export) (?!type )[^'"]*?from '(\.[^']+)'/gms)
    for (const [, to = ''] of imports) {
      const { pathname } = new URL(to, new URL(file, 'file:///src/languages/'))
      seen.add(pathname.startsWith('/src/languages/') ? `./${pathname.slice(15)}` : `..${pathname.slice(4)}`)
    }
  }
  return seen
}

test('what a second step says is not there before it, and what an account says not before its pages', async () => {
  // The provider brings what everybody sees.
  expect(KeystepProvider).toBeTypeOf('function')
  const messages = Object.create(ownTexts) as typeof en
  expect(messages.signIn).toBe(en.signIn)
  expect(messages.verify).toBeUndefined()
  asking()
  expect(messages.verify).toBe(en.verify)
  expect(messages.finishedTitle).toBeUndefined()
  await fetchAccount()
  expect(messages.finishedTitle).toBe(en.finishedTitle)
  expect(ownTexts).toEqual(en)
})

test('each text is in one of the three parts', () => {
  const keys = [enSignIn, enAsking, enAccount].flatMap((part) => Object.keys(part))
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
})

test('what is there from the start says nothing of what is fetched later', () => {
  const files = [...eagerFiles()]
  expect(files).toContain('../login/login-wizard.tsx')
  expect(files).not.toContain('../setup/setup-wizard-body.tsx')
  const found = files
    // Methods have words for both, and those of connecting one are asked for by set-up alone.
    .filter((file) => !file.startsWith('./') && !file.startsWith('../methods/'))
    .flatMap((file) => {
      const words = [...(sources[file] ?? '').matchAll(/\bmessages\.(\w+)/g)].map(([, key = '']) => key)
      return words.filter((key) => key in enAccount || key in enAsking).map((key) => `${file} says ${key}`)
    })
  expect(found).toEqual([])
})
