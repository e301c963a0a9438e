import { expect, test } from 'vitest'
import { wordOf } from './rig/counts.ts'
import { newPerson, passwordStep } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

const rigOf = rigForTests('SQLite')

test('R36: a gateway that refuses is told without its words, and is charged once a try', async () => {
  const rig = rigOf()
  const person = await newPerson(rig, { also: ['sms'] })
  const deviceId = person.devices.sms ?? ''
  const { browser } = await passwordStep(rig, person)
  const before = rig.gateway.messages(person.number).length
  rig.gateway.fails()
  for (let time = 0; time < 2; time++) {
    const response = await browser.post('/auth/login/challenge', { deviceId })
    const text = await response.text()
    expect([response.status, text.includes('delivery_failed'), text.includes('credit')]).toEqual([502, true, false])
  }
  expect((await browser.send('/app/vault')).status).toBe(401)
  rig.gateway.works()
  await browser.auth.login.challenge({ deviceId })
  expect(rig.gateway.messages(person.number)).toHaveLength(before + 3)
  const code = rig.gateway.code(person.number)
  expect(await browser.auth.login.verify({ deviceId, code })).toMatchObject({ verified: true })
})

test('R36: a gateway that hangs holds up nobody and nothing else, not even of the same user', async () => {
  const rig = rigOf()
  const [person, other] = [await newPerson(rig, { also: ['sms'] }), await newPerson(rig, { also: ['sms'] })]
  const { browser } = await passwordStep(rig, person)
  const mine = await passwordStep(rig, person)
  const theirs = await passwordStep(rig, other)
  rig.gateway.hangs()
  const came = rig.gateway.next()
  const hanging = browser.post('/auth/login/challenge', { deviceId: person.devices.sms })
  await came
  for (const [page, owner] of [
    [mine.browser, person],
    [theirs.browser, other],
  ] as const) {
    const answer = { deviceId: owner.devices.totp ?? '', code: owner.phone.code() }
    expect(await page.auth.login.verify(answer)).toMatchObject({ verified: true })
  }
  expect(await wordOf(await hanging)).toBe('delivery_failed')
  rig.gateway.works()
  const token = { deviceId: person.devices.backup ?? '', code: person.backupTokens[0] ?? '' }
  expect(await browser.auth.login.verify(token)).toMatchObject({ verified: true })
})
