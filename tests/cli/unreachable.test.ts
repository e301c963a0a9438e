import { expect, test } from 'vitest'
import { runKeystep } from './open-scene.ts'

const status = (url: string, env: Readonly<Record<string, string>> = {}) =>
  runKeystep(['status', 'ada'], { DATABASE_URL: url, ...env })

test.for([
  ['postgres://me:R3veal@127.0.0.1:1/app', 1, 'Nothing answers at that address (ECONNREFUSED).'],
  ['postgresql://me:R3veal@localhost:1/app', 1, 'Nothing answers at that address (ECONNREFUSED).'],
  ['postgres://me:R3/veal@127.0.0.1:1/app', 2, 'The address of the database cannot be read. Write postgres://user:'],
  ['postgres://me:R3veal%zz@127.0.0.1:1/app', 1, 'Nothing answers at that address (ECONNREFUSED).'],
  ['postgres://me@127.0.0.1:99999/R3veal', 2, 'The address of the database cannot be read.'],
] as const)('%s ends with a sentence, without a word of the address', async ([url, exitCode, sentence]) => {
  const { code, stdout, stderr } = await status(url)
  expect(stderr).toContain(`keystep: ${sentence}`)
  expect(stderr).not.toMatch(/R3|veal|127\.0|localhost/)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
})

test('without pg it says what to install, and a SQLite file needs none', async () => {
  const hook = `import { registerHooks } from 'node:module'
    registerHooks({ resolve(specifier, context, next) {
      if (specifier !== 'pg') return next(specifier, context)
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
    } })`
  const without = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` }
  expect(await status('postgres://me:R3veal@127.0.0.1:1/app', without)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'keystep: PostgreSQL is reached by the package pg, which is not installed here: npm install pg.\n',
  })
  expect((await status('file:/none.db', without)).stderr).toContain('There is no database /none.db.')
})
