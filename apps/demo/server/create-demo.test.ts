import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@keystep/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { codeOf } from './code-of.ts'
import { createDemo, type Demo } from './create-demo.ts'
import { fetchInProcess } from './fetch-in-process.ts'
import { readKey } from './read-key.ts'
import type { Seeded } from './seed-people.ts'

const origin = 'http://localhost:3000'
const start = Date.UTC(2026, 0, 5, 9)

let folder: string
let now: number
let demo: Demo

async function open(): Promise<Demo> {
  const databaseUrl = `file:${join(folder, 'keystep.db')}`
  const key = await readKey(join(folder, 'data/key'))
  return await createDemo({ databaseUrl, key, origins: [origin], clock: () => now })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keystep-demo-'))
  now = start
  demo = await open()
})

afterEach(async () => {
  await demo.close()
  await rm(folder, { recursive: true })
})

/** A browser that stays the same when the server is started again. */
function browser() {
  const fetch = fetchInProcess({ request: (...request) => demo.app.request(...request) }, origin)
  return { fetch, client: createClient({ baseUrl: '/auth', fetch }) }
}

async function seeded(): Promise<Seeded> {
  const told = await demo.seed()
  if (!told) throw new Error('The people were there before.')
  return told
}

async function signIn({ client }: ReturnType<typeof browser>, { password, apps }: Seeded) {
  const owed = await client.login.start({ identifier: 'ada@example.com', password })
  if (owed.state !== 'second_factor') throw new Error('No second step was asked for.')
  const secret = new URL(apps.ada).searchParams.get('secret') ?? ''
  return await client.login.verify({ deviceId: owed.devices[0]?.id ?? '', code: codeOf(secret, now) })
}

function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

describe('the people of the first start', () => {
  test('ada signs in with her app at once, mary with the password alone', async () => {
    const told = await seeded()
    expect(told.password).toMatch(/^([a-z]{4}-){5}[a-z]{4}$/)
    expect(await signIn(browser(), told)).toMatchObject({ verified: true, user: { name: 'Ada Byron' } })
    const mary = await browser().client.login.start({ identifier: 'mary@example.com', password: told.password })
    expect(mary).toMatchObject({ state: 'signed_in', hasDevice: false })
  })

  test('are made once', async () => {
    await seeded()
    expect(await demo.seed()).toBeNull()
  })
})

test('a restart on the same file keeps devices and sessions', async () => {
  const told = await seeded()
  const ada = browser()
  await signIn(ada, told)
  await demo.close()
  demo = await open()
  expect(await ada.client.session.read()).toMatchObject({ state: 'signed_in', verified: true })
  await expect(signIn(browser(), told)).rejects.toMatchObject({ code: 'invalid_code' })
  now += 30_000
  expect(await signIn(browser(), told)).toMatchObject({ verified: true })
})

test('the key lies in a file that only its owner can read, and stays the same', async () => {
  const path = join(folder, 'data/key')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readKey(path)).toBe(await readKey(path))
})

test('notes are for those whose device verified the session', async () => {
  const told = await seeded()
  const [mary, ada] = [browser(), browser()]
  expect((await mary.fetch('/api/notes')).status).toBe(401)
  await mary.client.login.start({ identifier: 'mary@example.com', password: told.password })
  expect((await mary.fetch('/api/notes')).status).toBe(403)
  const denied = await mary.fetch('/api/notes', post({ text: 'a' }))
  expect(await denied.json()).toMatchObject({ code: 'enrolment_required' })

  await signIn(ada, told)
  // A second after the notes she began with: the newest comes first.
  now += 1000
  const added = await (await ada.fetch('/api/notes', post({ text: 'Wi-Fi: cards' }))).json()
  expect(added).toMatchObject([{ text: 'Wi-Fi: cards', createdAt: '2026-01-05T09:00:01.000Z' }, {}, {}])
  const [{ id }] = added as [{ id: string }]
  const remove = async () => await ada.fetch(`/api/notes/${id}`, { method: 'DELETE' })
  expect(await (await remove()).json()).toHaveLength(2)
  expect((await remove()).status).toBe(404)
  expect(await (await ada.fetch('/api/notes', post({ text: ' ' }))).json()).toMatchObject({
    code: 'bad_request',
    errors: [{ path: 'text', key: 'required' }],
  })
})

describe('signing up', () => {
  const grace = { name: 'Grace', email: 'Grace@example.com', password: 'nanoseconds of wire' }

  test('makes an account and signs it in', async () => {
    const { client, fetch } = browser()
    expect(await (await fetch('/api/me')).json()).toMatchObject({ user: null, verified: false })
    expect(await (await fetch('/api/sign-up', post(grace))).json()).toMatchObject({ state: 'signed_in' })
    expect(await client.session.read()).toMatchObject({ user: { identifier: 'grace@example.com', name: 'Grace' } })
    expect(await (await fetch('/api/me')).json()).toMatchObject({ user: { name: 'Grace' }, verified: false })
    expect(await (await browser().fetch('/api/sign-up', post(grace))).json()).toMatchObject({ code: 'conflict' })
  })

  test.each([
    ['a weak password', { ...grace, password: 'password' }, 'bad_request'],
    ['no address', { ...grace, email: 'grace' }, 'bad_request'],
    ['no name', { ...grace, name: 7 }, 'bad_request'],
    ['no object', null, 'bad_request'],
    ['too much', { ...grace, name: 'x'.repeat(20_000) }, 'body_too_large'],
  ])('refuses %s', async (_what, body, code) => {
    expect(await (await browser().fetch('/api/sign-up', post(body))).json()).toMatchObject({ code })
  })

  test('refuses what the page of another site sends', async () => {
    const foreign = fetchInProcess(demo.app, 'https://evil.example')
    expect(await (await foreign('/api/sign-up', post(grace))).json()).toMatchObject({ code: 'origin_rejected' })
  })
})

test('the inbox shows what was sent, to programs as JSON', async () => {
  await seeded()
  const { client, fetch } = browser()
  const json = async () => await (await fetch('/demo/inbox', { headers: { accept: 'application/json' } })).json()
  expect(await json()).toEqual([])
  await client.password.forgot({ identifier: 'mary@example.com' })
  await expect.poll(json).toEqual([
    {
      to: 'mary@example.com',
      subject: expect.any(String),
      text: expect.stringContaining(`${origin}/reset#token=`),
      sentAt: '2026-01-05T09:00:00.000Z',
    },
  ])
  const page = await fetch('/demo/inbox')
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toContain(`<a href="${origin}/reset#token=`)
})

test('every page may load from its own server only', async () => {
  const { fetch } = browser()
  for (const path of ['/', '/notes', '/assets/none.js', '/demo/inbox']) {
    const policy = (await fetch(path)).headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'self'; object.*; require-trusted-types-for 'script'; trusted-types 'none'/)
  }
  expect((await fetch('/auth/session')).headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  expect((await fetch('/assets/none.js')).status).toBe(404)
  expect((await fetch('/api/none')).status).toBe(404)
})
