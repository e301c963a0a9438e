import { describe, expect, test } from 'vitest'
import type { Browser } from '../server/browser.ts'
import { password } from '../server/start-server.ts'
import { countWords, wordOf } from './rig/counts.ts'
import { openRig, type Rig } from './rig/open-rig.ts'
import { newPerson, newUser, noteTokens, passwordStep, signIn } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

const wrong = 'not the password'

async function guess(browser: Browser, identifier: string, headers: Record<string, string> = {}): Promise<string> {
  const body = JSON.stringify({ identifier, password: wrong })
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }
  return await wordOf(await browser.send('/auth/login', init))
}

describe('guesses, in one process on a SQLite file', () => {
  const rigOf = rigForTests('SQLite', { passwordThrottle: { perAddress: 8 } })

  test('A40: five of one login are judged, and then not even the right code is', async () => {
    const rig = rigOf()
    const person = await newPerson(rig)
    const { browser } = await passwordStep(rig, person)
    const deviceId = person.devices.totp ?? ''
    const answers: string[] = []
    for (let tries = 0; tries < 8; tries++) {
      answers.push(await wordOf(await browser.post('/auth/login/verify', { deviceId, code: person.phone.wrongCode() })))
    }
    expect(countWords(answers)).toEqual({ invalid_code: 5, throttled: 3 })
    const right = () => browser.post('/auth/login/verify', { deviceId, code: person.phone.code() })
    expect(await wordOf(await right())).toBe('throttled')
    await rig.pass(31)
    expect(await wordOf(await right())).toBe('signed_in')
  })

  test('A44: whoever guesses the password, or the code, keeps no owner out', async () => {
    const rig = rigOf()
    const person = await newPerson(rig)
    const own = await signIn(rig, person)
    await own.auth.session.logout()
    const attacker = rig.browser()
    const answers: string[] = []
    for (let tries = 0; tries < 6; tries++) answers.push(await guess(attacker, person.identifier))
    expect(answers.at(-1)).toBe('throttled')
    // The owner's browser is recognised, and an attacker who has the password locks one device only.
    const { browser, state } = await passwordStep(rig, person, own)
    expect(state.state).toBe('second_factor')
    for (let tries = 0; tries < 6; tries++) {
      await browser.post('/auth/login/verify', { deviceId: person.devices.totp, code: person.phone.wrongCode() })
    }
    const token = { deviceId: person.devices.backup ?? '', code: person.backupTokens[0] ?? '' }
    expect(await browser.auth.login.verify(token)).toMatchObject({ verified: true })
    // Everybody here has one address, whose budget is for an hour.
    await rig.pass(7200)
  })

  test('A46: an address is what the socket says, whatever a header claims', async () => {
    const rig = rigOf()
    const claims = ['198.51.100.7', '::ffff:198.51.100.8', '2001:db8::1', '999.1.1.1', '198.51.100.9, 198.51.100.10']
    const answers: string[] = []
    for (let tries = 0; tries < 10; tries++) {
      const claim = claims[tries % claims.length] ?? ''
      const headers = {
        'x-forwarded-for': claim,
        forwarded: `for=${claim}`,
        'x-real-ip': claim,
        'cf-connecting-ip': claim,
      }
      answers.push(await guess(rig.browser(), `nobody-${tries}@example.com`, headers))
    }
    expect(countWords(answers)).toEqual({ invalid_credentials: 8, throttled: 2 })
    await rig.pass(3601)
    expect(await guess(rig.browser(), 'nobody@example.com')).toBe('invalid_credentials')
    await rig.pass(3601)
    const user = await newUser(rig)
    expect((await passwordStep(rig, user)).state).toMatchObject({ state: 'signed_in' })
  })
})

describe('behind one proxy of one’s own', () => {
  const rigOf = rigForTests('SQLite', { passwordThrottle: { perAddress: 4 }, trustedHops: 1 })

  test('A46: an address is what that proxy heard, and a /64 is one', async () => {
    const rig = rigOf()
    const many = async (claimOf: (at: number) => string) => {
      const answers: string[] = []
      for (let at = 0; at < 6; at++) {
        answers.push(
          await guess(rig.browser(), `${crypto.randomUUID()}@example.com`, { 'x-forwarded-for': claimOf(at) }),
        )
      }
      return countWords(answers)
    }
    const held = { invalid_credentials: 4, throttled: 2 }
    // What a client wrote stands before what the proxy wrote.
    expect(await many((at) => `203.0.113.${at}, 198.51.100.1`)).toEqual(held)
    expect(await many((at) => `2001:db8:0:1::${at + 1}`)).toEqual(held)
    expect(await many((at) => (at % 2 === 0 ? '198.51.100.2' : '::ffff:c633:6402'))).toEqual(held)
    // Others are others.
    expect(await many((at) => `198.51.100.${at + 10}`)).toEqual({ invalid_credentials: 6 })
  })
})

const begin = async (browser: Browser, number: string, method = 'sms') =>
  await browser.post('/auth/devices', { method, number, requestKey: crypto.randomUUID() })

describe('texts that somebody earns by', () => {
  const rigOf = rigForTests('SQLite')

  test('A48: to adjacent numbers end with the breaker, whoever enrols them; elsewhere they go on', async () => {
    const rig = rigOf()
    const sent = () => rig.gateway.messages().filter(({ type }) => type !== 'email').length
    const browsers: Browser[] = []
    for (let at = 0; at < 30; at++) browsers.push((await passwordStep(rig, await newUser(rig))).browser)
    for (const [at, browser] of browsers.entries()) {
      const number = `+316${String(20_000_000 + at)}`
      await begin(browser, number, at % 2 === 0 ? 'sms' : 'call')
    }
    // Twenty codes, of which none came back.
    expect(sent()).toBe(20)
    for (const browser of browsers) await begin(browser, '+31 (0)6 2000 9999')
    expect(sent()).toBe(20)
    const [one = rig.browser(), other = rig.browser()] = browsers
    const refusals = ['+31 900 1234567', '+44 9011 234567', '+32 470 12 34 56', '+882 16 1234567', '0612345678']
    for (const number of refusals) expect((await begin(one, number)).status).toBe(400)
    expect(sent()).toBe(20)
    const spellings = ['+31687650001', '0031 6 8765 0001', '+31 (0)6-87.65.00.01', '＋３１６８７６５０００１']
    for (const number of spellings) await begin(other, number)
    expect(rig.gateway.messages('+31687650001')).toHaveLength(1)
    const { pending } = await other.auth.devices.list()
    const confirm = { id: pending?.id ?? '', code: rig.gateway.code('+31687650001') }
    await rig.pass(30)
    await begin(other, '+31687650001')
    const again = (await other.auth.devices.list()).pending
    expect(confirm.id).not.toBe(again?.id)
    expect(rig.gateway.messages('+31687650001')).toHaveLength(2)
    const confirmed = await other.auth.devices.confirm({
      id: again?.id ?? '',
      code: rig.gateway.code('+31687650001'),
    })
    expect(confirmed).toMatchObject({ verified: true })
    noteTokens(rig, other)
  })
})

test('64 passwords in a queue of its own width: what is busy is neither judged nor charged', async () => {
  const rig = await openRig({ defaultQueue: true })
  const users: Awaited<ReturnType<typeof newUser>>[] = []
  while (users.length < 64) users.push(await newUser(rig))
  const told = await race(rig, users)
  const judged = 64 - (told.busy ?? 0)
  expect(told).toEqual({ busy: 64 - judged, invalid_credentials: judged })
  expect(judged).toBeLessThan(64)
  const [counters] = await rig.counters()
  expect(counters?.calls.chargeBudgets).toBe(64)
  expect(counters?.calls.settleBudgets).toBe(64 - judged)
  for (const { identifier } of users.slice(0, 4)) {
    const state = await rig.browser().auth.login.start({ identifier, password })
    expect(state).toMatchObject({ state: 'signed_in' })
  }
  expect(await rig.problems()).toEqual([])
  await rig.close()
})

/** All of them wrong; no hash ends before the first of them was told that there is no room. */
async function race(rig: Rig, users: readonly { readonly identifier: string }[]) {
  const [node] = rig.nodes
  await node?.tell({ holdHashes: true })
  let isHeld = true
  const calls = users.map(({ identifier }) => async () => {
    const answer = await guess(rig.browser(0), identifier)
    if (answer === 'busy' && isHeld) {
      isHeld = false
      await node?.tell({ holdHashes: false })
    }
    return answer
  })
  return countWords(await rig.barrier({ before: 'findPassword' }, calls))
}
