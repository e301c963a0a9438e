import { expect, test } from 'vitest'
import { backup, totp } from '@keystep/server'
import { cheapHash } from '../server/cheap-hash.ts'
import { refusal } from '../server/start-server.ts'
import { atSecondStep } from './at-second-step.ts'

const wrong = refusal('invalid_code')

test('55: the first device brings ten tokens; a new set of ten others waits until it is proved', async () => {
  const { enrolledIn, backupId, backupTokens, signIn } = await atSecondStep()
  expect(new Set(backupTokens).size).toBe(10)
  const { tokens, waitsUntil } = await enrolledIn.auth.backupTokens.renew()
  expect(tokens).toHaveLength(10)
  expect(waitsUntil).not.toBeNull()
  expect(tokens.filter((token) => backupTokens.includes(token))).toEqual([])
  expect(await signIn(backupId, backupTokens[0] ?? '')).toMatchObject({ verified: true })
  expect(await enrolledIn.auth.backupTokens.confirm({ token: tokens[0] ?? '' })).toEqual({ tokensLeft: 10 })
  await expect(signIn(backupId, backupTokens[1] ?? '')).rejects.toMatchObject(wrong)
  expect(await signIn(backupId, tokens[0] ?? '')).toMatchObject({ verified: true })
})

test('55: where no token is left the new set works at once', async () => {
  const { enrolledIn, backupId, backupTokens, signIn } = await atSecondStep({
    methods: [totp(), backup({ hash: cheapHash, count: 1 })],
  })
  await signIn(backupId, backupTokens[0] ?? '')
  const { tokens, waitsUntil } = await enrolledIn.auth.backupTokens.renew()
  expect(waitsUntil).toBeNull()
  expect(await signIn(backupId, tokens[0] ?? '')).toMatchObject({ verified: true })
})

test('89: a token is used up, and a set holds no token twice', async () => {
  const { server, backupId, backupTokens, signIn } = await atSecondStep({
    methods: [totp(), backup({ hash: cheapHash, count: 3 })],
  })
  const left = async () => (await server.keystep.devicesOf('ada')).find(({ id }) => id === backupId)?.tokensLeft
  expect(new Set(backupTokens).size).toBe(3)
  expect(await left()).toBe(3)
  await signIn(backupId, backupTokens[1] ?? '')
  expect(await left()).toBe(2)
  await expect(signIn(backupId, backupTokens[1] ?? '')).rejects.toMatchObject(wrong)

  const device = (await server.store.devicesOf('ada')).find(({ id }) => id === backupId)
  const tokenSet = device?.tokenSet ?? ''
  const hash = await cheapHash.derive((backupTokens[0] ?? '').replaceAll('-', ''), tokenSet)
  expect(await server.store.addToken({ deviceId: backupId, tokenSet, hash })).toBe(false)
})

test('89: a token does not work under another user’s device, nor under one that is made up', async () => {
  const { server, browser, backupTokens } = await atSecondStep()
  const bob = await server.signUpWithPhone('bob')
  const bobs = (await server.store.devicesOf('bob')).find(({ method }) => method === 'backup')?.id ?? ''
  for (const [deviceId, code] of [
    [bobs, bob.backupTokens[0] ?? ''],
    [bobs, backupTokens[0] ?? ''],
    ['otp_static.staticdevice/1', backupTokens[0] ?? ''],
  ] as const) {
    await expect(browser.auth.login.verify({ deviceId, code })).rejects.toMatchObject(wrong)
  }
  expect(await server.keystep.devicesOf('bob')).toMatchObject([{}, { tokensLeft: 10 }])
  expect(await server.keystep.devicesOf('ada')).toMatchObject([{}, { tokensLeft: 10 }])
})

test('99: a token is taken in any case, and with spaces around and in it', async () => {
  const { backupId, backupTokens, signIn } = await atSecondStep()
  const [first = '', second = '', third = ''] = backupTokens
  expect(await signIn(backupId, first.toLowerCase())).toMatchObject({ verified: true })
  expect(await signIn(backupId, `  ${second} `)).toMatchObject({ verified: true })
  expect(await signIn(backupId, third.replaceAll('-', ' '))).toMatchObject({ verified: true })
})
