import { isDeepStrictEqual } from 'node:util'
import { chaos } from '../../tests/adversarial/chaos/chaos.ts'
import type { Kill } from '../../tests/adversarial/kills/kill.ts'
import { loginKills } from '../../tests/adversarial/kills/login-kills.ts'
import { noticeKills } from '../../tests/adversarial/kills/notice-kills.ts'
import { sendingKills } from '../../tests/adversarial/kills/sending-kills.ts'
import { allRaces } from '../../tests/adversarial/races/all-races.ts'
import type { Race } from '../../tests/adversarial/races/race.ts'
import { openRig, type OpenRig, type Rig } from '../../tests/adversarial/rig/open-rig.ts'
import type { SoakRow } from './soak-row.ts'

export type SoakSize = {
  /** Of one code and of one backup token on SQLite; everything else in proportion. */
  readonly rounds: number
  /** Of chaos, on all databases together. */
  readonly minutes: number
}

/** A database that nothing was done to yet; null: a SQLite file. */
export type NewDatabase = (() => Promise<string>) | null

const usual = 10_000
const chaosSeconds = 10
const most = new Set(['A15', 'A19'])

/** Every race, every kill and the chaos, on one database. Each some rounds on tables of their own, which stay small so. */
export function soakRows({ rounds, minutes }: SoakSize, newDatabase: NewDatabase, databases: number): SoakRow[] {
  const on = newDatabase ? 'PostgreSQL' : 'SQLite'
  const share = (full: number) => Math.max(1, Math.round((full * rounds) / usual))

  /** One line a round that went wrong, and one for what the tables say after all of them. */
  async function onRig(options: OpenRig, count: number, round: (rig: Rig, at: number) => Promise<string | null>) {
    const rig = await openRig({ ...options, ...(newDatabase && { postgresUrl: await newDatabase() }) })
    const wrong: string[] = []
    try {
      for (let at = 0; at < count; at++) {
        const line = await round(rig, at).catch(String)
        if (line !== null) wrong.push(line)
      }
      wrong.push(...(await rig.problems()))
    } finally {
      rig.canaries.forget()
      await rig.close()
    }
    return wrong
  }

  const races = Object.entries(allRaces).map(([attack, race]: [string, Race]): SoakRow => ({
    key: `${attack} ${on}`,
    attack,
    what: race.title,
    on,
    atATime: 50,
    wanted: share(most.has(attack) ? (newDatabase ? 2000 : usual) : 500),
    run: (count) =>
      onRig(race.throttled ? {} : { throttle: { firstWaitSeconds: 0 } }, count, async (rig) => {
        const counts = await race.run(rig)
        return race.isRight(counts) ? null : JSON.stringify(counts)
      }),
  }))
  const kills = [...loginKills, ...sendingKills, ...noticeKills].map(({ where, run }: Kill): SoakRow => ({
    key: `A58 ${where} ${on}`,
    attack: 'A58',
    what: `kill -9 ${where}`,
    on,
    atATime: 10,
    wanted: share(50),
    run: (count, done) =>
      onRig({ notices: true }, count, async (rig, at) => {
        const { seen, expected } = await run(rig, done + at)
        return isDeepStrictEqual(seen, expected) ? null : JSON.stringify({ seen, expected })
      }),
  }))
  const trouble: SoakRow = {
    key: `A80 ${on}`,
    attack: 'A80',
    what: `chaos, ${chaosSeconds} s each`,
    on,
    atATime: 1,
    wanted: Math.max(1, Math.round((minutes * 60) / chaosSeconds / databases)),
    run: (count, done) =>
      onRig({ notices: true }, count, async (rig, at) => {
        const seed = 1 + done + at
        const { wrong } = await chaos(rig, seed, Math.min(chaosSeconds, minutes * 60) * 1000)
        return wrong.length === 0 ? null : `seed ${seed}: ${wrong.join('; ')}`
      }),
  }
  return [...races, ...kills, trouble]
}
