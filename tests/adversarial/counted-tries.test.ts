import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import { wordOf } from './rig/counts.ts'
import type { Rig } from './rig/open-rig.ts'
import { newPerson, passwordStep, type Person } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

async function failuresOf(rig: Rig, { id }: Person): Promise<number | undefined> {
  return (await rig.store.devicesOf(id))[0]?.failures
}

async function atSecondStep(rig: Rig) {
  const person = await newPerson(rig)
  const { browser } = await passwordStep(rig, person, rig.browser(0))
  const guess = { deviceId: person.devices.totp, code: person.phone.wrongCode() }
  const right = () => ({ deviceId: person.devices.totp, code: person.phone.code() })
  return { person, browser, guess, right }
}

describe.for(['PostgreSQL', 'SQLite'] as const)('%s', (on) => {
  describe.skipIf(on === 'PostgreSQL' && !hasPostgres)('A60: a wrong code is one failure', () => {
    const rigOf = rigForTests(on)

    test('also when whoever typed it does not wait for the answer', async () => {
      const rig = rigOf()
      const [node] = rig.nodes
      const { person, browser, guess, right } = await atSecondStep(rig)
      for (const time of [1, 2, 3]) {
        const gone = new AbortController()
        const held = await node?.gather({ after: 'countTry' }, 1)
        const headers = { 'content-type': 'application/json' }
        const body = JSON.stringify(guess)
        const answered = browser.send('/auth/login/verify', { method: 'POST', headers, body, signal: gone.signal })
        await held?.full
        gone.abort()
        await expect(answered).rejects.toThrow('aborted')
        await node?.arm(null)
        expect(await failuresOf(rig, person)).toBe(time)
      }
      expect(await wordOf(await browser.post('/auth/login/verify', right()))).toBe('signed_in')
    })

    test('also when the process dies as it judged it, and nothing more comes of it', async () => {
      const rig = rigOf()
      const [node] = rig.nodes
      const { person, browser, guess, right } = await atSecondStep(rig)
      await node?.arm({ at: { after: 'countTry' }, what: 'die' })
      await expect(browser.post('/auth/login/verify', guess)).rejects.toThrow('fetch failed')
      await node?.died()
      await node?.restart()
      expect(await failuresOf(rig, person)).toBe(1)
      for (let tries = 1; tries < 5; tries++) await browser.post('/auth/login/verify', guess)
      expect(await wordOf(await browser.post('/auth/login/verify', right()))).toBe('throttled')
      await rig.pass(31)
      expect(await wordOf(await browser.post('/auth/login/verify', right()))).toBe('signed_in')
    })

    test('and a fault after it was counted is none', async () => {
      const rig = rigOf()
      const [node] = rig.nodes
      const { person, browser, right } = await atSecondStep(rig)
      for (let time = 0; time < 6; time++) {
        await node?.arm({ at: { written: 'keystep_sessions' }, what: 'fail' })
        expect(await wordOf(await browser.post('/auth/login/verify', right()))).toBe('unavailable')
      }
      expect(await failuresOf(rig, person)).toBe(0)
      expect(await wordOf(await browser.post('/auth/login/verify', right()))).toBe('signed_in')
      expect((await browser.post('/app/throws', {})).status).toBe(500)
      expect((await browser.send('/app/vault')).status).toBe(200)
    })

    test('and a commit whose answer is lost stays what it was, written down', async () => {
      const rig = rigOf()
      const [node] = rig.nodes
      const { person, browser, right } = await atSecondStep(rig)
      await node?.arm({ at: { after: 'finishLogin' }, what: 'fail' })
      expect(await wordOf(await browser.post('/auth/login/verify', right()))).toBe('unavailable')
      const [newest] = await rig.store.eventsOf(person.id, { limit: 1 })
      expect(newest).toMatchObject({ name: 'verification.passed' })
      expect(await failuresOf(rig, person)).toBe(0)
      // The code is used up, and so is the login.
      expect(await wordOf(await browser.post('/auth/login/verify', right()))).toBe('login_expired')
      await rig.pass(30)
      const again = await passwordStep(rig, person)
      expect(await wordOf(await again.browser.post('/auth/login/verify', right()))).toBe('signed_in')
    })
  })
})
