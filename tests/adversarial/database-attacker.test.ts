import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import { dump } from './rig/canaries.ts'
import { wordOf } from './rig/counts.ts'
import type { Rig } from './rig/open-rig.ts'
import { newPerson, passwordStep, type Person, signIn } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

async function secretOf(rig: Rig, { devices }: Person, method: string): Promise<string> {
  const { rows } = await sql<{ secret: string }>`
    select secret from keystep_devices where id = ${devices[method]}`.execute(rig.database)
  return rows[0]?.secret ?? ''
}

async function setSecret(rig: Rig, { devices }: Person, secret: string): Promise<void> {
  await sql`update keystep_devices set secret = ${secret} where id = ${devices.totp}`.execute(rig.database)
}

async function answer(rig: Rig, person: Person, code: string, method = 'totp'): Promise<string> {
  const { browser } = await passwordStep(rig, person)
  return await wordOf(await browser.post('/auth/login/verify', { deviceId: person.devices[method], code }))
}

describe.skipIf(!hasPostgres)('whoever has the database', () => {
  const rigOf = rigForTests('PostgreSQL')

  test('A64: and writes to it, cannot put one user’s secret in another’s place', async () => {
    const rig = rigOf()
    const [victim, attacker] = [await newPerson(rig, { also: ['sms'] }), await newPerson(rig, { also: ['sms'] })]
    const own = await secretOf(rig, victim, 'totp')
    await setSecret(rig, victim, await secretOf(rig, attacker, 'totp'))
    expect(await answer(rig, victim, attacker.phone.code())).toBe('unavailable')
    // Nor one of the same user's under another device.
    await setSecret(rig, victim, await secretOf(rig, victim, 'sms'))
    expect(await answer(rig, victim, victim.phone.code())).toBe('unavailable')
    for (const broken of [
      '',
      own.slice(0, -4),
      `${own.slice(0, -8)}AAAAAAAA`,
      own.replace('first', 'other'),
      'v1.first.AA.AA',
    ]) {
      await setSecret(rig, victim, broken)
      expect([broken, await answer(rig, victim, victim.phone.code())]).toEqual([broken, 'unavailable'])
    }
    await setSecret(rig, victim, own)
    expect((await rig.store.devicesOf(victim.id))[0]?.failures).toBe(0)
    expect(await answer(rig, victim, victim.phone.code())).toBe('signed_in')
    expect(await answer(rig, attacker, attacker.phone.code())).toBe('signed_in')
  })

  test('A64: and copies backup tokens, gets none of them under another user’s device', async () => {
    const rig = rigOf()
    const [victim, attacker] = [await newPerson(rig), await newPerson(rig)]
    const { rows } = await sql<{ token_set: string; hash: string }>`
      select token_set, hash from keystep_tokens where device_id = ${attacker.devices.backup}`.execute(rig.database)
    const { rows: sets } = await sql<{ token_set: string }>`
      select token_set from keystep_devices where id = ${victim.devices.backup}`.execute(rig.database)
    for (const { hash } of rows) {
      await sql`insert into keystep_tokens (token_set, hash, device_id)
        values (${sets[0]?.token_set}, ${hash}, ${victim.devices.backup})`.execute(rig.database)
    }
    expect(await answer(rig, victim, attacker.backupTokens[0] ?? '', 'backup')).toBe('invalid_code')
    expect(await answer(rig, victim, victim.backupTokens[0] ?? '', 'backup')).toBe('signed_in')
  })

  test('A65: and reads it, finds nothing that opens anything', async () => {
    const rig = rigOf()
    const person = await newPerson(rig, { also: ['sms'] })
    const verified = await signIn(rig, person)
    const { browser: pending } = await passwordStep(rig, person)
    const deviceId = person.devices.sms ?? ''
    await pending.auth.login.challenge({ deviceId })
    const code = rig.gateway.code(person.number)
    rig.canaries.addCode('a code by text', code)
    const columns = (await dump(rig.database)).flatMap(({ text }) => text.split('\n'))
    const values = [...new Set(columns)].filter((value) => /^[\w.$-]{20,90}$/.test(value))
    expect(values.length).toBeGreaterThan(20)
    for (const value of values) {
      const browser = rig.browser()
      for (const prefix of ['', 'ses_', 'pen_', 'tru_']) {
        for (const name of ['session', 'login', 'trust']) browser.cookies.set(`keystep-${name}`, `${prefix}${value}`)
        expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
      }
    }
    const tried = values.filter((value) => value.length <= 64).slice(0, 40)
    for (const value of tried) {
      const reply = await rig
        .browser()
        .post('/auth/password/reset', { token: value, password: 'another horse battery' })
      expect([400, 401]).toContain(reply.status)
    }
    expect((await verified.send('/app/vault')).status).toBe(200)
    expect(await pending.auth.login.verify({ deviceId, code })).toMatchObject({ verified: true })
  })
})
