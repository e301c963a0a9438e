import { expect, test } from 'vitest'
import { openScene } from './open-scene.ts'

test('removes every device, and the password alone signs in again', async () => {
  const { run, keystep, passwordStep, signUpWithPhone } = await openScene()
  await signUpWithPhone('ada')
  expect(await run('disable', 'ada@example.com')).toEqual({
    code: 0,
    stdout: 'ada@example.com: disabled\n',
    stderr: '',
  })
  expect(await keystep.devicesOf('ada')).toEqual([])
  expect((await run('status', 'ada@example.com')).stdout).toBe('ada@example.com: disabled\n')
  expect((await passwordStep('ada')).state).toMatchObject({ state: 'signed_in', hasDevice: false })
})

test('ends what is signed in and what waits for a second step', async () => {
  const { run, passwordStep, signUpWithPhone } = await openScene()
  const { browser, backupTokens } = await signUpWithPhone('ada')
  const mary = await signUpWithPhone('mary')
  const waiting = await passwordStep('ada')
  await run('disable', 'ada')
  expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
  expect(await waiting.browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
  const deviceId = waiting.state.state === 'second_factor' ? (waiting.state.devices[0]?.id ?? '') : ''
  const answered = waiting.browser.auth.login.verify({ deviceId, code: backupTokens[0] ?? '' })
  await expect(answered).rejects.toMatchObject({ code: 'login_expired' })
  expect(await mary.browser.auth.session.read()).toMatchObject({ state: 'signed_in', verified: true })
})

test('leaves a user alone who has no device', async () => {
  const { run, signUp, passwordStep } = await openScene()
  await signUp('mary')
  const { browser } = await passwordStep('mary')
  const { code, stdout } = await run('disable', 'mary@example.com')
  expect(stdout).toBe('mary@example.com: was not enabled\n')
  expect(code).toBe(0)
  expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in' })
})

test('serves several users, of whom an unknown one stops nobody', async () => {
  const { run, keystep, signUp, signUpWithPhone } = await openScene()
  await signUpWithPhone('ada')
  await signUpWithPhone('grace')
  await signUp('mary')
  expect(await run('disable', 'ada@example.com', 'nobody', 'mary@example.com', 'grace@example.com')).toEqual({
    code: 1,
    stdout: 'ada@example.com: disabled\nmary@example.com: was not enabled\ngrace@example.com: disabled\n',
    stderr: 'keystep: There is no user "nobody".\n',
  })
  expect(await keystep.devicesOf('grace')).toEqual([])
})

test('disables nobody whose name another user has as well', async () => {
  const { run, keystep, store, signUpWithPhone } = await openScene()
  await signUpWithPhone('ada')
  await store.saveUser({ id: '7', identifier: 'ada' })
  const { code, stdout, stderr } = await run('disable', 'ada')
  expect(stderr).toContain('"ada" names more than one user: 7 (ada), ada (ada@example.com).')
  expect(stdout).toBe('')
  expect(code).toBe(1)
  expect(await keystep.devicesOf('ada')).toHaveLength(2)
})

test('--json says who was changed', async () => {
  const { run, signUp, signUpWithPhone } = await openScene()
  await signUpWithPhone('ada')
  await signUp('mary')
  const { code, stdout, stderr } = await run('--json', 'disable', 'ada', 'mary')
  expect(JSON.parse(stdout)).toEqual([
    { user: 'ada', id: 'ada', identifier: 'ada@example.com', status: 'disabled', changed: true },
    { user: 'mary', id: 'mary', identifier: 'mary@example.com', status: 'disabled', changed: false },
  ])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
