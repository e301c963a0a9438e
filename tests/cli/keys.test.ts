import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { execute } from './execute.ts'
import { openFolder, openScene, runKeystep } from './open-scene.ts'

const older = { id: 'first', secret: 'a key for tests, of 32 bytes or more' }
const newer = { id: 'second', secret: 'another key for tests, of 32 bytes or more' }
const actions = ['status', 'rotate', 'verify'] as const

type Keys = readonly { readonly id: string; readonly secret: string }[]

/** A server that runs on the older key, and people who have an authenticator app and backup tokens. */
async function setup(...people: readonly string[]) {
  const scene = await openScene()
  for (const id of people) await scene.signUpWithPhone(id)
  const { path, store } = scene
  return {
    ...scene,
    keys: (given: Keys, ...args: readonly string[]) =>
      runKeystep(['keys', ...args], { DATABASE_URL: `file:${path}`, KEYSTEP_KEYS: JSON.stringify(given) }),
    /** The device that keeps a secret. */
    deviceOf: async (id: string) => (await store.devicesOf(id)).find(({ secret }) => secret !== null)?.id ?? '',
    secretOf: async (id: string) => (await store.devicesOf(id)).find(({ secret }) => secret !== null)?.secret ?? '',
  }
}

test('status counts what is under which key, those that are missing too', async () => {
  const { keys, path, deviceOf } = await setup('ada', 'grace', 'mary')
  expect(await keys([older], 'status')).toEqual({ code: 0, stdout: 'first (current): 3 secrets\n', stderr: '' })
  execute(path, `update keystep_devices set secret = 'v1.lost.a.b' where id = '${await deviceOf('ada')}'`)
  execute(path, `update keystep_devices set secret = 'nothing' where id = '${await deviceOf('grace')}'`)
  const counted = await keys([newer, older], 'status')
  expect(counted.stdout.split('\n').toSorted()).toEqual([
    '',
    'first: 1 secret',
    'lost (not in KEYSTEP_KEYS): 1 secret',
    'not readable: 1 secret',
    'second (current): 0 secrets',
  ])
  const { code, stdout } = await keys([newer, older], 'status', '--json')
  expect(code).toBe(0)
  const entries = JSON.parse(stdout) as readonly unknown[]
  expect(entries.slice(0, 2)).toEqual([
    { key: 'second', secrets: 0, known: true, current: true },
    { key: 'first', secrets: 1, known: true, current: false },
  ])
  expect(entries).toContainEqual({ key: 'lost', secrets: 1, known: false, current: false })
  expect(entries).toContainEqual({ key: null, secrets: 1, known: false, current: false })
})

test('rotate seals everything under the first key while the server runs, and a second time finds nothing', async () => {
  const { keys, signUpWithPhone } = await setup('ada', 'grace')
  expect(await keys([newer, older], 'rotate')).toEqual({
    code: 0,
    stdout: 're-sealed 2 of 2\neverything is under "second", 2 re-sealed\n',
    stderr: '',
  })
  const done = { code: 0, stdout: 'everything is under "second", 0 re-sealed\n', stderr: '' }
  expect(await keys([newer, older], 'rotate')).toEqual(done)
  expect(await keys([newer], 'verify')).toEqual({ code: 0, stdout: '2 of 2 secrets open\n', stderr: '' })
  // The server still seals under the older one: what it added is sealed by the next run.
  await signUpWithPhone('mary')
  expect((await keys([newer, older], 'status')).stdout).toBe('second (current): 2 secrets\nfirst: 1 secret\n')
  const { code, stdout } = await keys([newer, older], 'rotate', '--json')
  const entry = { key: 'second', status: 'rotated', resealed: 1, unopened: 0, left: 0 }
  expect({ code, entries: JSON.parse(stdout) as unknown }).toEqual({ code: 0, entries: [entry] })
})

test('rotate tells how far it is', async () => {
  const { keys, path } = await setup('ada')
  execute(
    path,
    `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 449)
     insert into keystep_devices (id, user_id, method, name, is_default, last_resort, created_at, confirmed_at, state,
       counter, failures, locked_until, locked_before, secret)
     select 'copy-' || n, 'ada', 'totp', 'Phone', 0, 0, 1, 1, '{}', 0, 0, 0, 0, 'v1.first.a.b' from numbers`,
  )
  const { code, stdout, stderr } = await keys([newer, older], 'rotate')
  expect(stdout).toMatch(/^re-sealed [01] of 450\nre-sealed [01] of 450\nre-sealed 1 of 450\n449 secrets not under/)
  expect(stderr.trimEnd().split('\n')).toHaveLength(449)
  expect(code).toBe(1)
})

test('rotate and verify name what does not open, and go on', async () => {
  const { keys, path, deviceOf, secretOf } = await setup('ada', 'grace', 'mary')
  const [ada, grace, stolen] = [await deviceOf('ada'), await deviceOf('grace'), await secretOf('mary')]
  execute(path, `update keystep_devices set secret = '${stolen}' where id = '${ada}'`)
  execute(path, `update keystep_devices set secret = 'v1.lost.a.b' where id = '${grace}'`)
  const ofAda = `The secret of the device "${ada}" of the user "ada" does not open. It was changed, or its key has another secret now.`
  const ofGrace =
    `The secret of the device "${grace}" of the user "grace" does not open. ` +
    'A secret is sealed under the key "lost", which is not among keys. Add it again.'
  const complaints = [ofAda, ofGrace].map((sentence) => `keystep: ${sentence}`).toSorted()

  const rotated = await keys([newer, older], 'rotate')
  expect(rotated.stdout).toBe('re-sealed 1 of 3\n2 secrets not under "second", 1 re-sealed\n')
  const verified = await keys([newer, older], 'verify')
  expect(verified.stdout).toBe('1 of 3 secrets open\n')
  for (const { code, stderr } of [rotated, verified]) {
    expect(stderr.trimEnd().split('\n').toSorted()).toEqual(complaints)
    expect(code).toBe(1)
  }
  const { code, stdout } = await keys([newer, older], 'verify', '--json')
  const entries = JSON.parse(stdout) as readonly unknown[]
  expect(entries).toContainEqual({ device: ada, user: 'ada', error: ofAda })
  expect(entries).toContainEqual({ device: grace, user: 'grace', error: ofGrace })
  expect(entries.at(-1)).toEqual({ status: 'verified', secrets: 3, open: 1 })
  expect(code).toBe(1)
})

test('status and verify change nothing', async () => {
  const { keys, path, close } = await setup('ada')
  await close()
  const before = readFileSync(path)
  for (const action of ['status', 'verify']) expect((await keys([older], action)).code).toBe(0)
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('without keys, or with some that cannot be, each is refused without a word of a secret', async () => {
  const { keys, path } = await setup()
  const secret = 'R3veal+nothing/of'.repeat(2)
  const wrong: readonly (readonly [text: string | undefined, sentence: string])[] = [
    [undefined, 'Say which keys the server has: set KEYSTEP_KEYS to a list, the one that seals first.'],
    ['', 'Say which keys the server has: set KEYSTEP_KEYS to a list, the one that seals first.'],
    [secret, 'KEYSTEP_KEYS is no list of keys.'],
    [`[{"id":"a","secret":"${secret}}]`, 'KEYSTEP_KEYS is no list of keys.'],
    [JSON.stringify({ a: secret }), 'KEYSTEP_KEYS is no list of keys.'],
    [JSON.stringify([secret]), 'KEYSTEP_KEYS is no list of keys.'],
    [JSON.stringify([{ id: 'a' }]), 'KEYSTEP_KEYS is no list of keys.'],
    [JSON.stringify([{ id: 7, secret }]), 'KEYSTEP_KEYS is no list of keys.'],
    ['[]', 'KEYSTEP_KEYS cannot be used: keys is empty.'],
    [JSON.stringify([{ id: secret, secret: 'a' }]), 'KEYSTEP_KEYS cannot be used: the id of key 1 is not usable.'],
    [JSON.stringify([{ id: 'a', secret: 'R3veal' }]), 'KEYSTEP_KEYS cannot be used: the key "a" is too short.'],
    [
      JSON.stringify([
        { id: 'a', secret },
        { id: 'b', secret },
      ]),
      'KEYSTEP_KEYS cannot be used: the key "b" is there',
    ],
  ]
  const runs = wrong.map(([text], index) =>
    runKeystep(['keys', actions[index % 3] ?? ''], {
      DATABASE_URL: `file:${path}`,
      ...(text !== undefined && { KEYSTEP_KEYS: text }),
    }),
  )
  for (const [index, { code, stdout, stderr }] of (await Promise.all(runs)).entries()) {
    expect(stderr).toContain(`keystep: ${wrong[index]?.[1]}`)
    expect(stderr).toMatch(/ It reads \[\{"id":"2026-11","secret":"…"\}\]\.\n$/)
    expect(stderr).not.toContain('R3veal')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  }
  expect(await keys([older], 'status')).toMatchObject({ code: 0 })
})

test('no database is made where none is', async () => {
  const path = join(openFolder(), 'keystep.db')
  const env = { DATABASE_URL: `file:${path}`, KEYSTEP_KEYS: JSON.stringify([older]) }
  for (const { code, stderr } of await Promise.all(actions.map((action) => runKeystep(['keys', action], env)))) {
    expect(stderr).toContain(`There is no database ${path}.`)
    expect(code).toBe(1)
  }
  expect(existsSync(path)).toBe(false)
})
