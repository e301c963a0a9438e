import { expect, test } from 'vitest'
import { refusal } from '../server/start-server.ts'
import { atSecondStep } from './at-second-step.ts'

const wrong = refusal('invalid_code')

test('77: a wrong code gives no device, a right one the device it belongs to, and no other device is asked', async () => {
  const { server, browser, deviceId, backupId, phone, backupTokens } = await atSecondStep()
  await expect(browser.auth.login.verify({ deviceId, code: phone.wrongCode() })).rejects.toMatchObject(wrong)
  expect((await server.store.devicesOf('ada')).map(({ failures }) => failures)).toEqual([1, 0])
  const token = backupTokens[0] ?? ''
  await expect(browser.auth.login.verify({ deviceId, code: token })).rejects.toMatchObject(refusal('bad_request'))
  expect(await browser.auth.login.verify({ deviceId: backupId, code: token })).toMatchObject({
    device: { id: backupId, method: 'backup' },
  })
})

test('78: a wrong code is told to whoever listens, and what was refused unjudged is not', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep()
  const failed = server.listen('verification.failed')
  await expect(browser.auth.login.verify({ deviceId, code: '12' })).rejects.toMatchObject(refusal('bad_request'))
  await expect(browser.auth.login.verify({ deviceId: 'x', code: phone.code() })).rejects.toMatchObject(wrong)
  expect(failed).toEqual([])
  for (let tries = 0; tries < 6; tries++) {
    await browser.auth.login.verify({ deviceId, code: phone.wrongCode() }).catch(() => {})
  }
  expect(failed).toHaveLength(5)
  expect(failed[0]).toMatchObject({ sender: 'login', user: { id: 'ada' }, device: { id: deviceId } })
})

test('79: a session is verified while its device exists, and with it gone it is not', async () => {
  const { server, browser, enrolledIn, phone, deviceId } = await atSecondStep({
    routes: (app, keystep) => app.get('/vault', keystep.requireVerified(), (c) => c.json(c.var.keystep)),
  })
  await browser.auth.login.verify({ deviceId, code: phone.code() })
  expect(await (await browser.send('/vault')).json()).toMatchObject({ verified: true, device: { id: deviceId } })
  const tablet = await server.enrol(enrolledIn, 'Tablet')
  await enrolledIn.auth.devices.remove({ id: tablet.deviceId })
  expect(await enrolledIn.auth.session.read()).toMatchObject({ verified: false, verifiedAt: null, device: null })
  expect(await (await enrolledIn.send('/vault')).json()).toMatchObject({ code: 'verification_required' })
})

test('79: no session names another user’s device, nor one that was made up', async () => {
  const { server, browser, enrolledIn } = await atSecondStep()
  const bob = await server.signUpWithPhone('bob')
  for (const id of [bob.deviceId, 'otp_totp.totpdevice/1', 'django_otp.plugins.otp_totp.models.TOTPDevice/1']) {
    const answer = { deviceId: id, code: bob.phone.code() }
    await expect(enrolledIn.auth.stepUp.verify(answer)).rejects.toMatchObject(wrong)
    await expect(browser.auth.login.verify(answer)).rejects.toMatchObject(wrong)
  }
  expect(await browser.auth.session.read()).toMatchObject({ state: 'second_factor' })
  browser.cookies.set('keystep-session', `ses_${'A'.repeat(43)}`)
  expect(await browser.auth.session.read()).toMatchObject({ state: 'second_factor' })
})

test('88: a device knows when it was added and when it was last right; a wrong code leaves that alone', async () => {
  const { server, enrolledIn, deviceId, backupId, phone, signIn } = await atSecondStep({ withEmail: {} })
  const mail = await server.enrolEmail(enrolledIn)
  const timesOf = async (id: string) => {
    const device = (await server.keystep.devicesOf('ada')).find((one) => one.id === id)
    return [device?.createdAt, device?.lastUsedAt]
  }
  const begun = '2026-11-02T10:00:00.000Z'
  expect(await timesOf(backupId)).toEqual([begun, null])
  expect(await timesOf(deviceId)).toEqual([begun, begun])
  expect(await timesOf(mail.deviceId)).toEqual(['2026-11-02T10:00:30.000Z', '2026-11-02T10:00:30.000Z'])
  server.pass(3600)
  await expect(signIn(deviceId, phone.wrongCode())).rejects.toMatchObject(wrong)
  expect(await timesOf(deviceId)).toEqual([begun, begun])
  await signIn(deviceId, phone.code())
  expect(await timesOf(deviceId)).toEqual([begun, '2026-11-02T11:00:30.000Z'])
})
