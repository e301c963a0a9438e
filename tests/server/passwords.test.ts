import { describe, expect, test, vi } from 'vitest'
import { passwords } from '@keystep/server'
import { cheapHash } from './cheap-hash.ts'
import { password, refusal, startServer } from './start-server.ts'

const newPassword = 'a different horse'

async function signedIn() {
  const server = startServer()
  await server.signUp('mary', { email: 'mary@example.com' })
  const { browser } = await server.passwordStep('mary')
  return { server, browser }
}

function startWith(server: ReturnType<typeof startServer>, typed: string, identifier = 'mary@example.com') {
  return server.browser().auth.login.start({ identifier, password: typed })
}

describe('a change', () => {
  test('takes the current password and ends everything but this session', async () => {
    const { server, browser } = await signedIn()
    const old = browser.copy()
    const other = await server.passwordStep('mary')
    const state = await browser.auth.password.change({ currentPassword: password, newPassword })
    expect(state).toMatchObject({ state: 'signed_in', user: { id: 'mary' } })
    expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in' })
    expect(await old.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect(await other.browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    await expect(startWith(server, password)).rejects.toMatchObject(refusal('invalid_credentials'))
    expect(await startWith(server, newPassword)).toMatchObject({ state: 'signed_in' })
  })

  test('ends a pending login, and leaves the devices as they are', async () => {
    const server = startServer()
    const { browser } = await server.signUpWithPhone('ada')
    const pending = await server.passwordStep('ada')
    await browser.auth.password.change({ currentPassword: password, newPassword })
    expect(await pending.browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect(await startWith(server, newPassword, 'ada@example.com')).toMatchObject({ state: 'second_factor' })
  })

  test('with a wrong current password changes nothing', async () => {
    const { server, browser } = await signedIn()
    await expect(browser.auth.password.change({ currentPassword: 'nope', newPassword })).rejects.toMatchObject(
      refusal('invalid_credentials'),
    )
    expect(await startWith(server, password)).toMatchObject({ state: 'signed_in' })
  })

  test('needs a fresh session', async () => {
    const { server, browser } = await signedIn()
    server.pass(301)
    await expect(browser.auth.password.change({ currentPassword: password, newPassword })).rejects.toMatchObject(
      refusal('first_factor_required', { password: true }),
    )
  })

  test('is refused when the session ended while the password was hashed', async () => {
    let meanwhile: (() => Promise<void>) | null = null
    const hash = {
      ...cheapHash,
      async hash(text: string) {
        await meanwhile?.()
        return await cheapHash.hash(text)
      },
    }
    const server = startServer({ hash })
    await server.signUp('mary')
    const { browser } = await server.passwordStep('mary')
    meanwhile = () => server.keystep.endSessions('mary')
    await expect(browser.auth.password.change({ currentPassword: password, newPassword })).rejects.toMatchObject(
      refusal('unauthenticated'),
    )
    expect(await startWith(server, password)).toMatchObject({ state: 'signed_in' })
  })

  test.for([
    ['short', 'password_too_short'],
    ['é'.repeat(600), 'password_too_long'],
    ['Password1', 'password_too_common'],
    ['Snowflake', 'password_too_common'],
    // About the 3,000th most common of eight characters and more.
    ['12071984', 'password_too_common'],
    ['MARY@example.com', 'password_too_common'],
  ] as const)('to %j is refused with a reason', async ([weak, key]) => {
    const { server, browser } = await signedIn()
    await expect(browser.auth.password.change({ currentPassword: password, newPassword: weak })).rejects.toMatchObject(
      refusal('bad_request', { errors: [{ path: 'newPassword', key }] }),
    )
    expect(await startWith(server, password)).toMatchObject({ state: 'signed_in' })
  })
})

function tooCommon(path: string) {
  return refusal('bad_request', { errors: [{ path, key: 'password_too_common' }] })
}

describe('in process', () => {
  test('create refuses a taken identifier, in any spelling', async () => {
    const { server } = await signedIn()
    await expect(
      server.builtIn.create({ id: 'other', identifier: 'MARY@example.com' }, password),
    ).rejects.toMatchObject(refusal('conflict', { errors: [{ path: 'identifier', key: 'identifier_taken' }] }))
  })

  test('create refuses a weak password', async () => {
    const { server } = await signedIn()
    await expect(server.builtIn.create({ id: 'other', identifier: 'other' }, '12345678')).rejects.toMatchObject(
      tooCommon('password'),
    )
  })

  test("the app's own words are refused wherever a password is set, in any Unicode form", async () => {
    const server = startServer({ isTooCommon: async (typed) => await Promise.resolve(typed.includes('Ac\u00e9me')) })
    const weak = 'Ace\u0301me rules the world'
    await expect(server.builtIn.create({ id: 'mary', identifier: 'mary' }, weak)).rejects.toMatchObject(
      tooCommon('password'),
    )
    await server.signUp('mary')
    const { browser } = await server.passwordStep('mary')
    const change = browser.auth.password.change({ currentPassword: password, newPassword: weak })
    await expect(change).rejects.toMatchObject(tooCommon('newPassword'))
    await expect(server.builtIn.set('mary', weak)).rejects.toMatchObject(tooCommon('password'))
    expect(await startWith(server, password)).toMatchObject({ state: 'signed_in' })
  })

  test('a look-up that fails sets no password', async () => {
    let isDown = false
    const server = startServer({ isTooCommon: () => (isDown ? Promise.reject(new Error('down')) : false) })
    await server.signUp('mary')
    const { browser } = await server.passwordStep('mary')
    isDown = true
    await expect(browser.auth.password.change({ currentPassword: password, newPassword })).rejects.toMatchObject(
      refusal('unavailable'),
    )
    expect(await startWith(server, password)).toMatchObject({ state: 'signed_in' })
  })

  test('set gives a new password and ends everything', async () => {
    const { server, browser } = await signedIn()
    await server.builtIn.set('mary', newPassword)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect(await startWith(server, newPassword)).toMatchObject({ state: 'signed_in' })
    await expect(server.builtIn.set('nobody', newPassword)).rejects.toMatchObject(refusal('not_found'))
    await server.store.saveUser({ id: 'otto', identifier: 'otto' })
    await expect(server.builtIn.set('otto', newPassword)).rejects.toMatchObject(refusal('not_found'))
  })

  test('a gateway without a page, or a page without a gateway, is refused', () => {
    const { store, inbox } = startServer()
    const sentence = 'passwords: gateway and resetUrl belong together. Give both, or neither.'
    expect(() => passwords({ store, hash: cheapHash, gateway: inbox })).toThrow(sentence)
    expect(() => passwords({ store, hash: cheapHash, resetUrl: 'https://acme.example/reset' })).toThrow(sentence)
  })
})

async function forgotten() {
  const { server, browser } = await signedIn()
  const forgot = (identifier: string) => server.browser().auth.password.forgot({ identifier })
  expect(await forgot('mary@example.com')).toEqual({ sent: true })
  await vi.waitFor(() => expect(server.inbox.messages).toHaveLength(1))
  const [mail] = server.inbox.messages
  const token = /#token=(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const reset = (to = newPassword, from = server.browser()) => from.auth.password.reset({ token, password: to })
  return { server, browser, forgot, mail, token, reset }
}

describe('a forgotten password', () => {
  test('is answered by a mail whose token stands in the fragment', async () => {
    const { mail, token } = await forgotten()
    expect(mail).toMatchObject({ to: 'mary@example.com', subject: 'Choose a new Acme password' })
    expect(mail?.text).toContain(`http://localhost:3000/reset#token=${token}`)
    expect(token).toMatch(/^rst_[\w-]{43}$/)
  })

  test('of nobody and of a disabled user gets the same answer, and no mail', async () => {
    const { server, forgot } = await forgotten()
    await server.signUp('dan')
    await server.keystep.users.disable('dan')
    expect(await forgot('nobody@example.com')).toEqual({ sent: true })
    expect(await forgot('dan@example.com')).toEqual({ sent: true })
    server.pass(60)
    await forgot('mary@example.com')
    await vi.waitFor(() => expect(server.inbox.messages).toHaveLength(2))
    expect(new Set(server.inbox.messages.map(({ to }) => to))).toEqual(new Set(['mary@example.com']))
  })

  test('is mailed about once a minute', async () => {
    const { server, forgot } = await forgotten()
    server.pass(59)
    await forgot('mary@example.com')
    server.pass(1)
    await forgot('mary@example.com')
    await vi.waitFor(() => expect(server.inbox.messages).toHaveLength(2))
  })

  test('is set by the token once, signs nobody in, and ends every session', async () => {
    const { server, browser, reset } = await forgotten()
    const resetting = server.browser()
    expect(await reset(newPassword, resetting)).toMatchObject({ state: 'anonymous' })
    expect(resetting.cookies.size).toBe(0)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect(await startWith(server, newPassword)).toMatchObject({ state: 'signed_in' })
    await expect(reset('yet another horse')).rejects.toMatchObject(refusal('invalid_code'))
  })

  test('is set while the second step stays as it was', async () => {
    const server = startServer()
    await server.signUpWithPhone('ada')
    await server.browser().auth.password.forgot({ identifier: 'ADA@example.com' })
    await vi.waitFor(() => expect(server.inbox.messages).toHaveLength(1))
    const token = /#token=(\S+)/.exec(server.inbox.messages[0]?.text ?? '')?.[1] ?? ''
    await server.browser().auth.password.reset({ token, password: newPassword })
    expect(await startWith(server, newPassword, 'ada@example.com')).toMatchObject({ state: 'second_factor' })
  })

  test('lapses after thirty minutes', async () => {
    const { server, reset } = await forgotten()
    server.pass(1800)
    await expect(reset()).rejects.toMatchObject(refusal('invalid_code'))
    expect(await startWith(server, password)).toMatchObject({ state: 'signed_in' })
  })

  test('is not set to a weak one, and the token lives on', async () => {
    const { reset } = await forgotten()
    await expect(reset('mary@example.com')).rejects.toMatchObject(tooCommon('password'))
    await expect(reset('password1')).rejects.toMatchObject(tooCommon('password'))
    expect(await reset()).toMatchObject({ state: 'anonymous' })
  })

  test('is not set by another kind of token', async () => {
    const { browser, server } = await forgotten()
    for (const token of ['x', `rst_${'A'.repeat(43)}`, browser.cookies.get('keystep-session') ?? '']) {
      await expect(server.browser().auth.password.reset({ token, password: newPassword })).rejects.toMatchObject(
        refusal('invalid_code'),
      )
    }
  })

  test('whose mail does not leave is a fault that the answer does not show', async () => {
    const gateway = { sendEmail: () => Promise.reject(new Error('The gateway is away.')) }
    const plain = startServer()
    await plain.signUp('mary')
    const { store } = plain
    const builtIn = passwords({ store, hash: cheapHash, gateway, resetUrl: 'http://localhost:3000/reset' })
    const server = startServer({ store, firstFactor: builtIn })
    expect(await server.browser().auth.password.forgot({ identifier: 'mary@example.com' })).toEqual({ sent: true })
    await vi.waitFor(() => expect(server.faults).toMatchObject([{ message: 'The gateway is away.' }]))
  })

  test('has no route where the app has no gateway', async () => {
    const { store } = startServer()
    const server = startServer({ store, firstFactor: passwords({ store, hash: cheapHash }) })
    const { auth } = server.browser()
    await expect(auth.password.forgot({ identifier: 'mary' })).rejects.toMatchObject(refusal('not_found'))
    await expect(auth.password.reset({ token: 'x', password })).rejects.toMatchObject(refusal('not_found'))
  })
})
