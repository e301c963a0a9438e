import { expect, test } from 'vitest'
import { password, refusal, startServer } from './start-server.ts'

async function setup() {
  const server = startServer()
  const ada = await server.signUpWithPhone('ada')
  return { server, ...ada }
}

const used = refusal('invalid_code', { triesLeft: 3 })

test('the code that confirmed a device signs nobody in', async () => {
  const server = startServer()
  await server.signUp('ada')
  const { browser } = await server.passwordStep('ada')
  const { phone, deviceId } = await server.enrol(browser)
  const login = await server.passwordStep('ada')
  const answer = { deviceId, code: phone.code() }
  await expect(login.browser.auth.login.verify(answer)).rejects.toMatchObject(used)
  await expect(browser.auth.stepUp.verify(answer)).rejects.toMatchObject(refusal('invalid_code', { triesLeft: 2 }))
})

test('a code that signed in once does not do so again, nor does it step up', async () => {
  const { server, browser, phone, deviceId } = await setup()
  const answer = { deviceId, code: phone.code() }
  const first = await server.passwordStep('ada')
  await first.browser.auth.login.verify(answer)
  const second = await server.passwordStep('ada')
  await expect(second.browser.auth.login.verify(answer)).rejects.toMatchObject(used)
  await expect(browser.auth.stepUp.verify(answer)).rejects.toMatchObject(refusal('invalid_code', { triesLeft: 2 }))
})

test('a code that stepped up does not sign in', async () => {
  const { server, browser, phone, deviceId } = await setup()
  const answer = { deviceId, code: phone.code() }
  await browser.auth.stepUp.verify(answer)
  const login = await server.passwordStep('ada')
  await expect(login.browser.auth.login.verify(answer)).rejects.toMatchObject(used)
})

test('the code before a used one is used as well', async () => {
  const { server, browser, phone, deviceId } = await setup()
  await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
  const login = await server.passwordStep('ada')
  await expect(login.browser.auth.login.verify({ deviceId, code: phone.code(-1) })).rejects.toMatchObject(used)
})

test('of many uses at once exactly one wins, over logins and step-ups', async () => {
  const { server, browser, phone, deviceId } = await setup()
  const logins = await Promise.all(Array.from({ length: 3 }, () => server.passwordStep('ada')))
  const answer = { deviceId, code: phone.code() }
  const uses = [
    ...logins.map(({ browser: { auth } }) => auth.login.verify(answer)),
    browser.auth.stepUp.verify(answer),
    browser.copy().auth.stepUp.verify(answer),
  ]
  const settled = await Promise.allSettled(uses)
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('wrong, used, expired and never issued get one answer, byte for byte', async () => {
  const { server, browser, phone, deviceId, backupTokens } = await setup()
  await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
  const answers: string[] = []
  for (const code of [phone.code(), phone.wrongCode(), phone.code(-20)]) {
    const { browser: fresh } = await server.passwordStep('ada')
    const response = await fresh.post('/auth/login/verify', { deviceId, code })
    answers.push((await response.text()).replace(/"triesLeft":\d/, '"triesLeft":_'))
  }
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).not.toContain(backupTokens[0])
})

test('a double click of the same answer signs in once, and the other is told that the login is over', async () => {
  const { server, phone, deviceId } = await setup()
  const { browser } = await server.passwordStep('ada')
  await browser.copy().auth.login.verify({ deviceId, code: phone.code() })
  await expect(browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(
    refusal('login_expired'),
  )
  server.pass(30)
  const again = await server.browser().auth.login.start({ identifier: 'ada@example.com', password })
  expect(again).toMatchObject({ devices: [{ lockedUntil: null }, {}] })
})
