import { backup, type PhoneBudgets, sms, totp, type TextMessage } from '@keystep/server'
import { cheapHash, codeInMessage, createTestServer } from '@keystep/testing'
import { expect, test } from 'vitest'

const many = 64

/** A gateway that counts, and as many people as a test needs, who all begin to enrol a number. */
async function setup(budgets: PhoneBudgets, { fails = false } = {}) {
  const taken: TextMessage[] = []
  const gateway = {
    async sendText(message: TextMessage) {
      taken.push(message)
      if (fails) throw new Error('The gateway is down.')
    },
  }
  const methods = [totp(), sms({ gateway, countries: ['NL', 'GB'], budgets }), backup({ hash: cheapHash() })]
  const server = await createTestServer({ methods, people: [] })
  const { passwords, browser, clock } = server
  server.keystep.on('delivery.failed', () => {})
  let people = 0
  async function newcomer() {
    people += 1
    const id = `person-${people}`
    await passwords.create({ id, identifier: `${id}@example.com` }, 'a password of hers')
    const { client } = browser()
    await client.login.start({ identifier: `${id}@example.com`, password: 'a password of hers' })
    return client
  }
  async function enrol(client: Awaited<ReturnType<typeof newcomer>>, number: string) {
    const { device } = await client.devices.begin({ method: 'sms', number, requestKey: crypto.randomUUID() })
    return device
  }
  async function newcomers(count: number) {
    const all = []
    // oxlint-disable-next-line no-await-in-loop -- a hash at a time
    for (let index = 0; index < count; index++) all.push(await newcomer())
    return all
  }
  return { ...server, taken, newcomer, newcomers, enrol, clock }
}

const free: PhoneBudgets = {
  spacingSeconds: [0],
  perLogin: Infinity,
  perNumber: Infinity,
  perUnproved: Infinity,
  perUser: Infinity,
  perPrefix: Infinity,
  inAll: Infinity,
  breaker: { after: Infinity, share: 0 },
}
const number = (last: number) => `+316123${String(last).padStart(5, '0')}`

test('30, 60 and 120 seconds lie between codes to one number, whoever asks', async () => {
  const { taken, newcomer, enrol, clock } = await setup({ ...free, spacingSeconds: [30, 60, 120] })
  const client = await newcomer()
  const device = await enrol(client, number(1))
  for (const [sent, wait] of [30, 60, 120, 120].entries()) {
    expect(taken).toHaveLength(sent + 1)
    clock.advance(wait - 1)
    // oxlint-disable-next-line no-await-in-loop -- one after another is what is tested
    await client.devices.challenge({ id: device.id })
    const other = await newcomer()
    const begun = await enrol(other, number(1))
    await expect(other.devices.challenge({ id: begun.id })).rejects.toMatchObject({
      code: 'throttled',
      details: { retryAfter: 1, sending: true },
    })
    expect(taken).toHaveLength(sent + 1)
    clock.advance(1)
    await client.devices.challenge({ id: device.id })
  }
})

test('five go out for one enrolment, and then none for ten minutes, unless a code comes back', async () => {
  const { taken, newcomer, enrol } = await setup({ ...free, perLogin: 5 })
  const client = await newcomer()
  const device = await enrol(client, number(1))
  for (let count = 1; count < 5; count++) await client.devices.challenge({ id: device.id })
  await expect(client.devices.challenge({ id: device.id })).rejects.toMatchObject({
    details: { retryAfter: 600, sending: true },
  })
  expect(taken).toHaveLength(5)
  await client.devices.confirm({ id: device.id, code: codeInMessage(taken[4]?.text ?? '') })
  await enrol(client, number(2))
  expect(taken).toHaveLength(6)
})

test.for([
  ['perNumber', 10, () => number(1)],
  ['perPrefix', 20, (index: number) => number(index)],
  ['inAll', 30, (index: number) => (index % 2 ? number(index * 100) : `+4474001${index}0000`.slice(0, 13))],
] as const)('%s lets through %i of 64 at once, to the message, and opens a day later', async ([name, limit, to]) => {
  const { taken, newcomers, enrol, clock } = await setup({ ...free, [name]: limit })
  const clients = await newcomers(many)
  const devices = await Promise.all(clients.map((client, index) => enrol(client, to(index))))
  expect(devices.filter(({ sent }) => sent !== null)).toHaveLength(limit)
  expect(taken).toHaveLength(limit)
  const late = devices.findIndex(({ sent }) => sent === null)
  await expect(clients[late]?.devices.challenge({ id: devices[late]?.id ?? '' })).rejects.toMatchObject({
    code: 'throttled',
    details: { retryAfter: 86_400, sending: true },
  })
  expect(taken).toHaveLength(limit)
  clock.advance(86_400)
  const [newcomer] = await newcomers(1)
  if (newcomer) await enrol(newcomer, to(late))
  expect(taken).toHaveLength(limit + 1)
})

test('a stranger who enrols a number again and again leaves its owner half of what it is sent in a day', async () => {
  const { taken, newcomer, newcomers, enrol, clock } = await setup({ ...free, perNumber: 10, perUnproved: 5 })
  const owner = await newcomer()
  const device = await enrol(owner, number(1))
  await owner.devices.confirm({ id: device.id, code: codeInMessage(taken[0]?.text ?? '') })
  const strangers = await newcomers(20)
  await Promise.all(strangers.map((stranger) => enrol(stranger, number(1))))
  expect(taken).toHaveLength(6)
  clock.advance(301)
  for (let count = 7; count <= 10; count++) {
    await owner.stepUp.challenge({ deviceId: device.id })
    await owner.stepUp.verify({ deviceId: device.id, code: codeInMessage(taken.at(-1)?.text ?? '') })
    expect(taken).toHaveLength(count)
  }
})

test('one user is sent so many in a day, to whatever numbers, 64 at once', async () => {
  const { taken, newcomer, enrol } = await setup({ ...free, perUser: 20 })
  const client = await newcomer()
  await Promise.allSettled(Array.from({ length: many }, (_, index) => enrol(client, number(index))))
  expect(taken.length).toBeLessThanOrEqual(20)
  for (let count = taken.length; count < 25; count++) await enrol(client, number(count)).catch(() => {})
  expect(taken).toHaveLength(20)
})

test('64 requests for one code send one', async () => {
  const { taken, newcomer, enrol, clock } = await setup({ ...free, spacingSeconds: [30, 60, 120] })
  const client = await newcomer()
  const device = await enrol(client, number(1))
  clock.advance(30)
  const answers = await Promise.all(Array.from({ length: many }, () => client.devices.challenge({ id: device.id })))
  expect(taken).toHaveLength(2)
  expect(new Set(answers.map(({ sent }) => sent?.resendAt)).size).toBe(1)
  await client.devices.confirm({ id: device.id, code: codeInMessage(taken[1]?.text ?? '') })
})

test('a failing gateway is charged as one that works: no more is tried than may be sent', async () => {
  const { taken, newcomers, enrol } = await setup({ ...free, perNumber: 10 }, { fails: true })
  const clients = await newcomers(many)
  const answers = await Promise.allSettled(clients.map((client) => enrol(client, number(1))))
  expect(taken).toHaveLength(10)
  const failed = answers.filter((answer) => answer.status === 'rejected')
  expect(failed).toHaveLength(10)
  for (const { reason } of failed) expect(reason).toMatchObject({ code: 'delivery_failed' })
})

test('a breaker closes for numbers that differ in their last digits alone, and for those only', async () => {
  const { taken, newcomers, enrol } = await setup({ ...free, breaker: { after: 20, share: 0.25 } })
  const clients = await newcomers(30)
  await Promise.all(clients.map((client, index) => enrol(client, number(index))))
  expect(taken).toHaveLength(20)
  const [elsewhere, here] = await newcomers(2)
  if (!elsewhere || !here) throw new Error('two newcomers')
  expect(await enrol(elsewhere, '+447400123456')).toMatchObject({ sent: { count: 1 } })
  // Those who read theirs show that people live there.
  await Promise.all(
    taken.slice(0, 5).map(async ({ to, text }) => {
      const index = Number(to.slice(-5))
      const id = (await clients[index]?.devices.list())?.pending?.id ?? ''
      await clients[index]?.devices.confirm({ id, code: codeInMessage(text) })
    }),
  )
  expect(await enrol(here, number(99))).toMatchObject({ sent: { count: 1 } })
})

test.for([
  [{ perNumber: 0 }, 'perNumber'],
  [{ inAll: Number.NaN }, 'inAll'],
  [{ spacingSeconds: [-1] }, 'spacingSeconds'],
  [{ breaker: { after: 1, share: 2 } }, 'breaker.share'],
] as const)('refuses %j', ([budgets, name]) => {
  const gateway = { sendText: async () => {} }
  expect(() => sms({ gateway, countries: ['NL'], budgets })).toThrow(`budgets: ${name}`)
})
