import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Browser } from '../server/browser.ts'
import { answerOf, answersIn, closed, openRawServer } from './raw-server.ts'

const verify = '/auth/login/verify'
const close = 'Connection: close'

/** Ada owes her second step, and is verified in another browser. */
async function openScene() {
  const raw = await openRawServer()
  const ada = await raw.signUpWithPhone('ada')
  const { browser: pending } = await raw.passwordStep('ada')
  const cookie = cookieOf(pending)
  const right = JSON.stringify({ deviceId: ada.deviceId, code: ada.phone.code() })

  /** Somebody else is served meanwhile. */
  async function control() {
    const response = await raw.overNetwork('/vault', {
      headers: { cookie: cookieOf(ada.browser).slice('Cookie: '.length) },
    })
    return response.status
  }

  /** Ada signs in, and every wrong code that anybody has is still judged: nothing was charged. */
  async function untouched() {
    const wrong = JSON.stringify({ deviceId: ada.deviceId, code: ada.phone.wrongCode() })
    const codes: (string | null)[] = []
    for (let guess = 0; guess < 6; guess++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const said = await raw.say(raw.head(verify, cookie, close, `Content-Length: ${wrong.length}`), wrong)
      codes.push(...answersIn(said).map(({ code }) => code))
    }
    raw.pass(30)
    const answer = { deviceId: ada.deviceId, code: ada.phone.code() }
    const { state } = await pending.auth.login.verify(answer)
    return { codes, state, faults: raw.faults }
  }

  return { ...raw, cookie, right, control, untouched }
}

const asIfNothing = { codes: [...Array<string>(5).fill('invalid_code'), 'throttled'], state: 'signed_in', faults: [] }

function cookieOf({ cookies }: Browser): string {
  return `Cookie: ${[...cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`
}

test('two hundred who never end what they say hold up nobody, and are charged nothing', async () => {
  const { open, head, cookie, right, control, untouched } = await openScene()
  const half = right.slice(0, -5)
  const said = [
    // Headers without an end, no body at all, half a body, and half of one in chunks.
    head(verify, cookie).slice(0, -2),
    head(verify, cookie, `Content-Length: ${right.length}`),
    `${head(verify, cookie, `Content-Length: ${right.length}`)}${half}`,
    `${head(verify, cookie, 'Transfer-Encoding: chunked')}${half.length.toString(16)}\r\n${half}\r\n`,
  ]
  const sockets = await Promise.all(Array.from({ length: 200 }, open))
  await Promise.all(sockets.map((socket, at) => new Promise((sent) => socket.write(said[at % 4] ?? '', sent))))
  expect(await control()).toBe(200)
  const gone = sockets.map(closed)
  for (const socket of sockets) socket.destroy()
  await Promise.all(gone)
  expect(await control()).toBe(200)
  expect(await untouched()).toEqual(asIfNothing)
})

test('a body that comes in two halves is the same as one that comes at once', async () => {
  const { open, head, cookie, right, control } = await openScene()
  const socket = await open()
  const answer = answerOf(socket)
  socket.write(`${head(verify, cookie, close, `Content-Length: ${right.length}`)}${right.slice(0, 9)}`)
  expect(await control()).toBe(200)
  socket.write(right.slice(9))
  expect(answersIn(await answer)).toEqual([{ status: 200, code: null }])
})

test('a hundred megabytes without a length are refused long before they were read', async () => {
  const { open, head, cookie, control, untouched } = await openScene()
  const socket = await open()
  const answer = answerOf(socket)
  const answered = new AbortController()
  socket.once('data', () => answered.abort())
  socket.write(head(verify, cookie, close, 'Transfer-Encoding: chunked'))
  const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
  let sent = 0
  while (sent < 1600 && !answered.signal.aborted && !socket.destroyed) {
    // oxlint-disable-next-line no-await-in-loop -- as fast as it is taken
    await new Promise((taken) => socket.write(chunk, taken))
    sent += 1
  }
  expect(await control()).toBe(200)
  socket.end()
  expect(answersIn(await answer)).toEqual([{ status: 413, code: 'body_too_large' }])
  expect(sent).toBeLessThan(160)
  expect(await untouched()).toEqual(asIfNothing)
})

test('two lengths, a wrong one or a second request hidden in the first are refused', async () => {
  const { say, head, cookie, right, control, untouched } = await openScene()
  const hidden = `0\r\n\r\n${head(verify, cookie, `Content-Length: ${right.length}`)}${right}`
  const chunked = 'Transfer-Encoding: chunked'
  const odd = [
    say(head(verify, cookie, 'Content-Length: 5', chunked), hidden),
    say(head(verify, cookie, chunked, 'Content-Length: 5'), hidden),
    say(head(verify, cookie, 'Content-Length: 5', `Content-Length: ${right.length}`), right),
    say(head(verify, cookie, 'Content-Length: -1'), right),
    say(head(verify, cookie, 'Content-Length: 1e3'), right),
    say(head(verify, cookie, 'Transfer-Encoding: chunked, identity'), hidden),
    say(head(verify, cookie, chunked), `zz\r\n${right}\r\n0\r\n\r\n`),
    say(head(verify, cookie, 'X-Odd: a\0b'), right),
    say(head(verify, cookie).replace('HTTP/1.1', 'HTTP/9.9'), right),
  ]
  const answers = (await Promise.all(odd)).map(answersIn)
  for (const [first, ...more] of answers) expect([first?.status, more]).toEqual([400, []])
  expect(await control()).toBe(200)
  expect(await untouched()).toEqual(asIfNothing)
})

test('what is packed, deep, wide or large is refused and charges nothing', async () => {
  const { say, head, cookie, right, control, untouched } = await openScene()
  const post = async (body: string | Uint8Array, ...headers: readonly string[]) => {
    const length = `Content-Length: ${Buffer.byteLength(body)}`
    return answersIn(await say(head(verify, cookie, close, length, ...headers), body))
  }
  const bad = [{ status: 400, code: 'bad_request' }]
  const large = [{ status: 413, code: 'body_too_large' }]
  expect(await post(gzipSync(right), 'Content-Encoding: gzip')).toEqual(bad)
  expect(await post(gzipSync(' '.repeat(10_000_000)), 'Content-Encoding: gzip')).toEqual(bad)
  expect(await post('['.repeat(8000) + ']'.repeat(8000))).toEqual(bad)
  expect(await post('['.repeat(100_000) + ']'.repeat(100_000))).toEqual(large)
  const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]))
  expect(await post(JSON.stringify(keys))).toEqual(large)
  expect(await control()).toBe(200)
  expect(await untouched()).toEqual(asIfNothing)
})

test('headers and addresses have a limit', async () => {
  const { say, head, cookie, control, untouched } = await openScene()
  const tooLarge = [{ status: 431, code: null }]
  expect(answersIn(await say(head(verify, cookie, `X-Long: ${'x'.repeat(100_000)}`)))).toEqual(tooLarge)
  expect(answersIn(await say(head(`/auth/${'x'.repeat(100_000)}`, cookie)))).toEqual(tooLarge)
  const many = Array.from({ length: 5000 }, (_, n) => `X-${n}: ${n}`)
  expect(answersIn(await say(head(verify, cookie, ...many)))).toEqual(tooLarge)
  expect(await control()).toBe(200)
  expect(await untouched()).toEqual(asIfNothing)
})
