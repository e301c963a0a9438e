import { expect, test } from 'vitest'
import { password, refusal, startServer } from '../server/start-server.ts'
import { atSecondStep } from './at-second-step.ts'

const origin = 'http://localhost:3000'

test('1: the sign-in is open to everybody on a site where everything else asks for one', async () => {
  const server = startServer()
  server.app.use(server.keystep.requireLogin())
  server.app.get('/', (c) => c.text('home'))
  await server.signUp('mary')
  const browser = server.browser()
  expect((await browser.send('/')).status).toBe(401)
  expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous', firstFactors: ['password'] })
  await server.passwordStep('mary', browser)
  expect(await (await browser.send('/')).text()).toBe('home')
})

test('2: an unknown user and a wrong password get one answer, and the form is there for the next try', async () => {
  const server = startServer()
  await server.signUp('mary')
  const browser = server.browser()
  const answers: string[] = []
  for (const credentials of [
    { identifier: 'nobody@example.com', password },
    { identifier: 'mary@example.com', password: 'not the password' },
  ]) {
    const response = await browser.post('/auth/login', credentials)
    answers.push(`${response.status} ${await response.text()}`)
  }
  expect(answers[0]).toContain('401')
  expect(answers[0]).toContain('"code":"invalid_credentials"')
  expect(answers[1]).toBe(answers[0])
  expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous', firstFactors: ['password'] })
})

test('3: a user without a device is in after one step, heading nowhere, and no event tells of a verification', async () => {
  const server = startServer()
  await server.signUp('mary')
  const verified = server.listen('user.verified')
  const { state } = await server.passwordStep('mary')
  expect(state).toMatchObject({ state: 'signed_in', verified: false, device: null, next: null })
  expect(verified).toEqual([])
})

test('4: next leads back to the page that asked, through the second step', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep({
    routes: (app, keystep) =>
      app.get('/vault', keystep.requireVerified({ onAnonymous: { redirect: '/login' } }), (c) => c.text('the vault')),
  })
  const sentTo = new URL((await server.browser().send('/vault?tab=a')).headers.get('location') ?? '', origin)
  expect(sentTo.pathname).toBe('/login')
  const next = sentTo.searchParams.get('next') ?? ''
  await server.passwordStep('ada', browser, next)
  const done = await browser.auth.login.verify({ deviceId, code: phone.code() })
  expect(done).toMatchObject({ next: '/vault?tab=a' })
  expect(await (await browser.send(next)).text()).toBe('the vault')
})

test('5: next in the body is honoured', async () => {
  const server = startServer()
  await server.signUp('mary')
  const response = await server
    .browser()
    .post('/auth/login', { identifier: 'mary@example.com', password, next: '/notes' })
  expect(await response.json()).toMatchObject({ state: 'signed_in', next: '/notes' })
})

test('6: the parameter of the way back can have another name', async () => {
  const server = startServer()
  const guard = server.keystep.requireVerified({ onAnonymous: { redirect: '/login' }, nextParam: 'next_page' })
  server.app.get('/vault', guard, (c) => c.text('the vault'))
  expect((await server.browser().send('/vault')).headers.get('location')).toBe('/login?next_page=%2Fvault')
})

test('7: another host is led to only if it is listed; otherwise next is nowhere', async () => {
  const server = startServer({ allowedNextOrigins: ['https://docs.acme.example'] })
  await server.signUp('mary')
  const nextOf = async (wanted: string) => (await server.passwordStep('mary', server.browser(), wanted)).state
  expect(await nextOf('https://docs.acme.example/a')).toMatchObject({ next: 'https://docs.acme.example/a' })
  for (const wanted of [
    'https://evil.example/',
    '//evil.example/',
    'http:///evil.example',
    'javascript:alert(1)',
    '',
  ]) {
    expect(await nextOf(wanted)).toMatchObject({ state: 'signed_in', next: null })
  }
})

test('12: whoever is signed in is told so at the sign-in, and no answer sends them anywhere', async () => {
  const server = startServer()
  await server.signUp('mary')
  const { browser } = await server.passwordStep('mary')
  const response = await browser.send('/auth/session?next=/login')
  expect(response.status).toBe(200)
  expect(response.headers.get('location')).toBeNull()
  expect(await response.json()).toMatchObject({ state: 'signed_in', user: { id: 'mary' } })
  expect(await server.browser().auth.session.read()).toMatchObject({ state: 'anonymous' })
})

test('22: looking at the sign-in again resets nothing, and a code without a login is answered', async () => {
  const { server, browser, state, deviceId, phone } = await atSecondStep()
  expect(await browser.auth.session.read()).toEqual(state)
  expect(await browser.auth.session.read()).toEqual(state)
  const answer = { deviceId, code: phone.code() }
  await expect(server.browser().auth.login.verify(answer)).rejects.toMatchObject(refusal('login_expired'))
  expect(await browser.auth.login.verify(answer)).toMatchObject({ state: 'signed_in', verified: true })
})

test.for([
  ['nothing', {}],
  ['no code', { deviceId: 'x' }],
  ['no device', { code: '123456' }],
  ['a field too many', { deviceId: 'x', code: '123456', step: 'token' }],
  ['a list', []],
] as const)('24: a body with %s is a bad request, and the login goes on', async ([, body]) => {
  const { browser } = await atSecondStep()
  const response = await browser.post('/auth/login/verify', body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'bad_request' })
  expect(await browser.auth.session.read()).toMatchObject({ state: 'second_factor' })
})

test('26: a sign-in can be given up at its second step', async () => {
  const { browser, deviceId, phone } = await atSecondStep()
  const before = browser.copy()
  expect(await browser.auth.login.giveUp()).toMatchObject({ state: 'anonymous' })
  expect([...browser.cookies.keys()]).toEqual([])
  await expect(before.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(
    refusal('login_expired'),
  )
})

test('103: going back to the password forgets the first factor, whatever is typed there', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep()
  await server.signUp('mary')
  const before = browser.copy()
  const wrong = { identifier: 'mary@example.com', password: 'not the password' }
  await expect(browser.auth.login.start(wrong)).rejects.toMatchObject(refusal('invalid_credentials'))
  for (const { auth } of [browser, before]) {
    expect(await auth.session.read()).toMatchObject({ state: 'anonymous' })
    await expect(auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(refusal('login_expired'))
  }
})

test('105: the session’s token is new after the password, after the code and after a step-up', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep()
  const planted = `ses_${'A'.repeat(43)}`
  const held = new Set([planted])
  browser.cookies.set('keystep-session', planted)
  await browser.auth.login.verify({ deviceId, code: phone.code() })
  held.add(browser.cookies.get('keystep-session') ?? '')
  server.pass(30)
  await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
  held.add(browser.cookies.get('keystep-session') ?? '')
  await server.signUp('mary')
  await server.passwordStep('mary', browser)
  held.add(browser.cookies.get('keystep-session') ?? '')
  expect(held.size).toBe(4)
})
