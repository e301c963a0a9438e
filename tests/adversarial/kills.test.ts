import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import { loginKills, methods } from './kills/login-kills.ts'
import { noticeKills } from './kills/notice-kills.ts'
import { sendingKills } from './kills/sending-kills.ts'
import { diesAt } from './rig/dies-at.ts'
import { newUser, passwordStep } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

/** Each point so often; a login once by each method. */
const rounds = methods.length
const patience = { timeout: 60_000 }

describe.for([
  ['two processes on PostgreSQL', 'PostgreSQL'],
  ['one process on a SQLite file', 'SQLite'],
] as const)('kill -9 of %s', ([, on]) => {
  describe.skipIf(on === 'PostgreSQL' && !hasPostgres)('A58: at point', () => {
    const rigOf = rigForTests(on, { notices: true })

    test.for(loginKills)('$where, nothing happened or all of it', patience, async ({ run }) => {
      for (let round = 0; round < rounds; round++) {
        const { seen, expected } = await run(rigOf(), round)
        expect(seen).toEqual(expected)
      }
    })

    test.for(sendingKills)('$where, it works, and is sent once a lease at most', patience, async ({ run }) => {
      for (let round = 0; round < rounds; round++) {
        const { seen, expected } = await run(rigOf(), round)
        expect(seen).toEqual(expected)
      }
    })

    test.for(noticeKills)('$where, it leaves, once a lease at most, and was sealed', patience, async ({ run }) => {
      for (let round = 0; round < rounds; round++) {
        const { seen, expected } = await run(rigOf(), round)
        expect(seen).toEqual(expected)
      }
    })

    test('in the middle of confirming a first device, there is none and there are no tokens', async () => {
      const rig = rigOf()
      const person = await newUser(rig)
      const { browser } = await passwordStep(rig, person, rig.browser(0))
      const { device } = await browser.auth.devices.begin({
        method: 'email',
        address: person.identifier,
        requestKey: 'mail',
      })
      const code = rig.gateway.code(person.identifier)
      const confirm = () => browser.post(`/auth/devices/${device.id}/confirm`, { code })
      expect(await diesAt(rig, { written: 'keystep_tokens' }, confirm)).toBe(false)
      expect(await rig.store.devicesOf(person.id)).toEqual([])
      const { backupTokens } = await browser.auth.devices.confirm({ id: device.id, code })
      expect(backupTokens).toHaveLength(10)
    })
  })
})
