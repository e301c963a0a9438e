import { type SlowHash, totp } from '@keystep/server'
import { scryptHash } from '@keystep/server/node'
import { expect, test } from 'vitest'
import { password, startServer } from '../server/start-server.ts'

/** Hashes at work: a core stays for everything else. */
const atOnce = Math.max(1, navigator.hardwareConcurrency - 1)
/** As many as the queue holds: those, and four waiting for each. */
const places = 5 * atOnce
const guesses = 500

/** The platform's scrypt, which begins when it is let. */
function heldScrypt() {
  const scrypt = scryptHash()
  const gate = Promise.withResolvers<void>()
  let isHeld = false
  let running = 0
  let most = 0
  const hash: SlowHash = {
    ...scrypt,
    async verify(text, encoded) {
      if (isHeld) await gate.promise
      most = Math.max(most, ++running)
      const isRight = await scrypt.verify(text, encoded)
      running -= 1
      return isRight
    },
  }
  return { hash, hold: () => void (isHeld = true), release: () => gate.resolve(), most: () => most }
}

test('a flood of passwords costs its senders their answers, and nobody else theirs', { timeout: 60_000 }, async () => {
  const scrypt = heldScrypt()
  const server = startServer({ hash: scrypt.hash, methods: [totp()] })
  server.app.get('/vault', server.keystep.requireVerified(), (c) => c.json({}))
  const ada = await server.signUpWithPhone('ada')
  const { browser: pending } = await server.passwordStep('ada')
  const encoded = await scrypt.hash.hash(password)
  for (let n = 0; n < guesses / 2; n++) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    await server.store.createPassword({ id: `known-${n}`, identifier: `known-${n}@example.com` }, encoded)
  }
  const guess = (n: number) => {
    const identifier = `${n % 2 === 0 ? 'known' : 'unknown'}-${Math.floor(n / 2)}@example.com`
    return server.browser().post('/auth/login', { identifier, password: `${n}`.padEnd(1024, 'x') })
  }
  const poll = async () => (await ada.browser.send('/vault')).status
  const before = process.memoryUsage.rss()

  scrypt.hold()
  const answered = new Set<number>()
  const refused = Promise.withResolvers<void>()
  const flood = Array.from({ length: guesses }, async (_, n) => {
    const response = await guess(n)
    answered.add(n)
    if (answered.size === guesses - places) refused.resolve()
    return { n, status: response.status, wait: response.headers.get('retry-after') }
  })
  // The queue is full, and everybody else has their answer already.
  await refused.promise
  expect(await poll()).toBe(200)
  const code = ada.phone.code()
  expect(await pending.auth.login.verify({ deviceId: ada.deviceId, code })).toMatchObject({ verified: true })
  expect(answered.size).toBe(guesses - places)

  scrypt.release()
  const polls = new Map<number, number>()
  while (answered.size < guesses) {
    // oxlint-disable-next-line no-await-in-loop -- one poll after the other
    const status = await poll()
    polls.set(status, (polls.get(status) ?? 0) + 1)
    // oxlint-disable-next-line no-await-in-loop -- the hashes end in a turn of their own
    await new Promise((resolve) => setImmediate(resolve))
  }
  const answers = await Promise.all(flood)
  const busy = answers.filter(({ status }) => status === 503)
  expect(busy.length).toBe(guesses - places)
  expect(new Set(busy.map(({ wait }) => wait))).toEqual(new Set(['1']))
  expect(answers.filter(({ status }) => status === 401).length).toBe(places)
  expect([...polls.keys()]).toEqual([200])
  expect(scrypt.most()).toBeLessThanOrEqual(atOnce)
  expect(process.memoryUsage.rss() - before).toBeLessThan(256 * 1024 * 1024)
  expect(server.faults).toEqual([])

  // Who was busy was charged nothing: as many guesses as ever, and the right one is let in.
  const turnedAway = busy.find(({ n }) => n % 2 === 0)?.n ?? -1
  for (const expected of [401, 401, 401, 401]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect((await guess(turnedAway)).status).toBe(expected)
  }
  const credentials = { identifier: `known-${turnedAway / 2}@example.com`, password }
  expect(await server.browser().auth.login.start(credentials)).toMatchObject({ state: 'signed_in' })
})
