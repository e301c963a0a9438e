import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import { wordOf } from './rig/counts.ts'
import { newPerson, passwordStep } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

describe.for([
  ['one of two processes on PostgreSQL', 'PostgreSQL'],
  ['the process on a SQLite file', 'SQLite'],
] as const)('SIGTERM of %s', ([, on]) => {
  describe.skipIf(on === 'PostgreSQL' && !hasPostgres)('while somebody signs in', () => {
    const rigOf = rigForTests(on, { notices: true })

    test('takes nothing new, answers that, sends its notice and ends by itself', { timeout: 30_000 }, async () => {
      const rig = rigOf()
      const [node] = rig.nodes
      if (!node) throw new Error('The rig has no process.')
      const person = await newPerson(rig)
      const { browser } = await passwordStep(rig, person, rig.browser(0))
      const { full } = await node.gather({ before: 'finishLogin' }, 1)
      const answer = browser.post('/auth/login/verify', {
        deviceId: person.devices.backup,
        code: person.backupTokens[0],
      })
      await full
      const stopped = node.stop()
      await expect.poll(() => isListening(node.address)).toBe(false)
      expect(rig.gateway.notices(person.identifier)).toEqual([])

      await node.arm(null)
      expect(await wordOf(await answer)).toBe('signed_in')
      expect(await stopped).toBe(0)
      expect(rig.gateway.notices(person.identifier)).toHaveLength(1)

      await node.restart()
      // Beyond the lease, it would leave again if nobody had noted that it left.
      await rig.pass(60)
      await node.tell({ maintain: true })
      expect(rig.gateway.notices(person.identifier)).toHaveLength(1)
      expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', verified: true })
    })
  })
})

/** Asked by a connection of its own: the open ones are let go on. */
async function isListening(address: string): Promise<boolean> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
