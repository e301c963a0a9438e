import { expect, test } from 'vitest'
import { openScene } from './open-scene.ts'

test('brings back a device that was guessed at, and says which', async () => {
  const { run, store, keystep, signUp, signUpWithPhone, passwordStep, signInWith } = await openScene()
  const { backupTokens } = await signUpWithPhone('ada')
  await signUp('mary')
  const deviceId = (await keystep.devicesOf('ada')).find(({ method }) => method === 'backup')?.id ?? ''
  const schedule = { freeTries: 4, firstWait: 0, longestWait: 0 }
  for (let count = 0; count < 100; count++) await store.countTry({ userId: 'ada', deviceId, schedule })
  const { browser } = await passwordStep('ada')
  const answer = { deviceId, code: backupTokens[0] ?? '' }
  await expect(browser.auth.login.verify(answer)).rejects.toMatchObject({ code: 'invalid_code' })
  expect(await run('unlock', 'ada@example.com', 'mary')).toEqual({
    code: 0,
    stdout: 'ada@example.com: unlocked: backup\nmary (mary@example.com): had no wrong answers\n',
    stderr: '',
  })
  expect(await signInWith('ada', backupTokens[0] ?? '')).toMatchObject({ state: 'signed_in', verified: true })
  const events = await keystep.activityOf('ada', { limit: 9 })
  expect(events.find(({ name }) => name === 'device.resumed')).toMatchObject({
    actorId: null,
    device: { id: deviceId },
  })
})
