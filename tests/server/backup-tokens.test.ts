import { describe, expect, test } from 'vitest'
import { backup, totp } from '@keystep/server'
import { cheapHash } from './cheap-hash.ts'
import { refusal, startServer, type StartOptions } from './start-server.ts'

async function setup(options: StartOptions = {}) {
  const server = startServer(options)
  const ada = await server.signUpWithPhone('ada')
  const { devices } = await ada.browser.auth.devices.list()
  const backupId = devices.find(({ method }) => method === 'backup')?.id ?? ''

  async function signIn(code: string) {
    const { browser } = await server.passwordStep('ada')
    return await browser.auth.login.verify({ deviceId: backupId, code })
  }

  async function tokensLeft() {
    const listed = await server.keystep.devicesOf('ada')
    return listed.find(({ id }) => id === backupId)?.tokensLeft
  }

  return { server, ...ada, backupId, signIn, tokensLeft, tokens: ada.backupTokens }
}

const wrong = refusal('invalid_code')

describe('a set', () => {
  test('has ten tokens of eighty bits, in groups that can be read out', async () => {
    const { tokens } = await setup()
    expect(tokens).toHaveLength(10)
    expect(new Set(tokens).size).toBe(10)
    for (const token of tokens) expect(token).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  })

  test('has as many tokens as the option says', async () => {
    const { tokens } = await setup({ methods: [totp(), backup({ hash: cheapHash, count: 3 })] })
    expect(tokens).toHaveLength(3)
    expect(() => backup({ hash: cheapHash, count: 0 })).toThrow('backup: count must be from 1 to 50.')
  })

  test('is shown once, and nowhere again', async () => {
    const { server, browser, tokens } = await setup()
    const seen = JSON.stringify([
      await browser.auth.session.read(),
      await browser.auth.devices.list(),
      await server.keystep.devicesOf('ada'),
      (await server.passwordStep('ada')).state,
    ])
    for (const token of tokens) expect(seen).not.toContain(token)
  })
})

describe('a token', () => {
  test('signs in once, in any order', async () => {
    const { signIn, tokens, tokensLeft } = await setup()
    expect(await signIn(tokens[7] ?? '')).toMatchObject({ verified: true, device: { method: 'backup' } })
    expect(await tokensLeft()).toBe(9)
    await expect(signIn(tokens[7] ?? '')).rejects.toMatchObject(wrong)
    await signIn(tokens[0] ?? '')
    expect(await tokensLeft()).toBe(8)
  })

  test('is taken in any case, with spaces, without dashes, and with letters for digits', async () => {
    const { signIn, tokens } = await setup()
    const [first = '', second = '', third = ''] = tokens
    expect(await signIn(first.toLowerCase())).toMatchObject({ verified: true })
    expect(await signIn(` ${second.replaceAll('-', '  ')} `)).toMatchObject({ verified: true })
    const handwritten = third.replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(await signIn(handwritten)).toMatchObject({ verified: true })
  })

  test('that is none by its looks is refused without a charge', async () => {
    const { server, backupId, tokens } = await setup()
    const { browser } = await server.passwordStep('ada')
    const odd = [tokens[0]?.slice(1) ?? '', `${tokens[0]}0`, '123456', '!!!!-!!!!-!!!!-!!!!']
    for (const code of odd) {
      await expect(browser.auth.login.verify({ deviceId: backupId, code })).rejects.toMatchObject(
        refusal('bad_request', { errors: [{ path: 'code', key: 'format' }] }),
      )
    }
    const code = '0000-0000-0000-0000'
    await expect(browser.auth.login.verify({ deviceId: backupId, code })).rejects.toMatchObject(
      refusal('invalid_code', { triesLeft: 3 }),
    )
  })

  test('used many times at once signs in once; two tokens at once both sign in', async () => {
    const { signIn, tokens } = await setup()
    const [first = '', second = '', third = ''] = tokens
    const same = await Promise.allSettled([signIn(first), signIn(first), signIn(first)])
    expect(same.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const two = await Promise.allSettled([signIn(second), signIn(third)])
    expect(two.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  })

  test('of another user opens nothing', async () => {
    const { server, signIn } = await setup()
    const bob = await server.signUpWithPhone('bob')
    await expect(signIn(bob.backupTokens[0] ?? '')).rejects.toMatchObject(wrong)
  })
})

describe('a new set', () => {
  test('waits until one of its tokens is confirmed, and the old one works until then', async () => {
    const { browser, signIn, tokens, tokensLeft, backupId } = await setup()
    const renewed = await browser.auth.backupTokens.renew()
    expect(renewed.tokens).toHaveLength(10)
    expect(renewed.waitsUntil).toBe('2026-11-02T10:10:30.000Z')
    await expect(signIn(renewed.tokens[0] ?? '')).rejects.toMatchObject(wrong)
    await signIn(tokens[0] ?? '')
    const token = renewed.tokens[3]?.toLowerCase() ?? ''
    expect(await browser.auth.backupTokens.confirm({ token })).toEqual({ tokensLeft: 10 })
    await expect(signIn(tokens[1] ?? '')).rejects.toMatchObject(wrong)
    expect(await signIn(renewed.tokens[3] ?? '')).toMatchObject({ device: { id: backupId } })
    expect(await tokensLeft()).toBe(9)
  })

  test('is not confirmed by a token of the old one, nor by a made-up one', async () => {
    const { browser, tokens } = await setup()
    await browser.auth.backupTokens.renew()
    for (const token of [tokens[0] ?? '', '0000-0000-0000-0000']) {
      await expect(browser.auth.backupTokens.confirm({ token })).rejects.toMatchObject(wrong)
    }
    await expect(browser.auth.backupTokens.confirm({ token: '12' })).rejects.toMatchObject(
      refusal('bad_request', { errors: [{ path: 'token', key: 'format' }] }),
    )
  })

  test('lapses after ten minutes, and the old one goes on', async () => {
    const { server, browser, phone, deviceId, signIn, tokens } = await setup()
    const renewed = await browser.auth.backupTokens.renew()
    server.pass(600)
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    await expect(browser.auth.backupTokens.confirm({ token: renewed.tokens[0] ?? '' })).rejects.toMatchObject(
      refusal('not_found'),
    )
    expect(await signIn(tokens[0] ?? '')).toMatchObject({ verified: true })
  })

  test('takes the place of another that waits', async () => {
    const { browser } = await setup()
    const first = await browser.auth.backupTokens.renew()
    const second = await browser.auth.backupTokens.renew()
    await expect(browser.auth.backupTokens.confirm({ token: first.tokens[0] ?? '' })).rejects.toMatchObject(wrong)
    expect(await browser.auth.backupTokens.confirm({ token: second.tokens[0] ?? '' })).toEqual({ tokensLeft: 10 })
  })

  test('lives at once where the old one is used up', async () => {
    const { browser, signIn, tokens } = await setup()
    for (const token of tokens) await signIn(token)
    const renewed = await browser.auth.backupTokens.renew()
    expect(renewed.waitsUntil).toBeNull()
    expect(await signIn(renewed.tokens[0] ?? '')).toMatchObject({ verified: true })
    await expect(browser.auth.backupTokens.confirm({ token: renewed.tokens[1] ?? '' })).rejects.toMatchObject(
      refusal('not_found'),
    )
  })

  test('needs a fresh second factor, and a device to stand beside', async () => {
    const { server, browser } = await setup()
    server.pass(301)
    await expect(browser.auth.backupTokens.renew()).rejects.toMatchObject(refusal('step_up_required', { maxAge: 300 }))
    await expect(browser.auth.backupTokens.confirm({ token: 'x' })).rejects.toMatchObject(refusal('step_up_required'))
    await server.signUp('mary')
    const mary = await server.passwordStep('mary')
    await expect(mary.browser.auth.backupTokens.renew()).rejects.toMatchObject(refusal('conflict'))
  })

  test('is refused where the app has no backup tokens', async () => {
    const server = startServer({ methods: [totp()] })
    const { browser, backupTokens } = await server.signUpWithPhone('ada')
    expect(backupTokens).toEqual([])
    await expect(browser.auth.backupTokens.renew()).rejects.toMatchObject(refusal('conflict'))
    await expect(browser.auth.backupTokens.confirm({ token: 'x' })).rejects.toMatchObject(refusal('not_found'))
  })
})
