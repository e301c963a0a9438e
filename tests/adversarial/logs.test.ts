import { expect, test } from 'vitest'
import { newPerson, passwordStep, signIn } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

const rigOf = rigForTests('SQLite')

const hostile = ['a\r\nuser.verified', 'b\u001b[2J\u001b[31mred', '%n%s%d%j', 'c\u0000d', '\u2028e', '\u009b31mf']

test('A67: whatever people call themselves, their devices and their browsers, each event is one line', async () => {
  const rig = rigOf()
  const person = await newPerson(rig, { also: ['sms'] })
  const deviceId = person.devices.totp ?? ''
  rig.canaries.addCode('a wrong code', person.phone.wrongCode())
  const answers = new Set<number>()
  for (const text of hostile) {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': encodeURIComponent(text) }
    // No header can hold what ends it.
    const userAgent = { 'user-agent': text.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/g, '\t') }
    const stranger = JSON.stringify({ identifier: text, password: text })
    const guessed = { method: 'POST', headers: { ...headers, ...userAgent }, body: stranger }
    answers.add((await rig.browser().send('/auth/login', guessed)).status)

    await rig.pass(60)
    const browser = await signIn(rig, person)
    await browser.send(`/auth/devices/${deviceId}`, {
      method: 'PATCH',
      headers: { ...headers, ...userAgent },
      body: JSON.stringify({ name: text }),
    })
    const { browser: other } = await passwordStep(rig, person)
    const wrong = JSON.stringify({ deviceId, code: person.phone.wrongCode() })
    const refused = await other.send('/auth/login/verify', { ...guessed, body: wrong })
    expect(refused.status).toBe(401)
    rig.gateway.fails()
    expect((await other.post('/auth/login/challenge', { deviceId: person.devices.sms })).status).toBe(502)
    rig.gateway.works()
  }
  expect([...answers].filter((status) => status !== 400)).toEqual([401])

  const [node] = rig.nodes
  const printed = node?.output() ?? ''
  const lines = printed.trimEnd().split('\n')
  const told = lines.map((line) => (JSON.parse(line) as { readonly name: string }).name)
  const [counters] = await rig.counters()
  const counted = Object.entries(counters?.events ?? {}).flatMap(([name, times]) => Array<string>(times).fill(name))
  expect(told.toSorted()).toEqual(counted.toSorted())
  expect(printed).toContain('%n%s%d%j')
  expect(new Set(told)).toEqual(new Set(['user.verified', 'verification.failed', 'delivery.failed']))
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/)
})
