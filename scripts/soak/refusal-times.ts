import { migrate, sqlStore, type SlowHash, type Store, totp } from '@keystep/server'
import { openDatabase, scryptHash } from '@keystep/server/node'
import { password, startServer } from '../../tests/server/start-server.ts'
import { quantile } from '../bench/compare.ts'
import { mannWhitney } from './mann-whitney.ts'
import type { Measured, SoakMeasure } from './soak-row.ts'

/** Whether the time that a refused password takes tells who has an account. */
export function refusalTimes(samples: number, hash: SlowHash = scryptHash()): SoakMeasure {
  return {
    key: 'A56',
    attack: 'A56, R99',
    what: `who is refused, by time: unknown and disabled users beside a wrong password, ${samples} each`,
    goal: 'medians within 5 %',
    run: () => measure(samples, hash),
  }
}

const loose = { perAddress: 1_000_000, inAll: 1_000_000 }

async function measure(samples: number, hash: SlowHash): Promise<Measured> {
  const database = openDatabase(':memory:')
  await migrate(database)
  const throughStore = (_memory: Store, clock: () => number) => sqlStore(database, { clock })
  const server = startServer({ hash, methods: [totp()], passwordThrottle: loose, throughStore })
  const encoded = await hash.hash(password)
  for (let at = 0; at < samples; at++) {
    for (const kind of ['known', 'disabled']) {
      await server.store.createPassword({ id: `${kind}-${at}`, identifier: `${kind}-${at}@example.com` }, encoded)
    }
    await server.keystep.users.disable(`disabled-${at}`)
  }
  const classes = {
    wrong: (at: number) => ({ identifier: `known-${at}@example.com`, password: 'not this one at all' }),
    unknown: (at: number) => ({ identifier: `nobody-${at}@example.com`, password }),
    disabled: (at: number) => ({ identifier: `disabled-${at}@example.com`, password }),
  }
  const times: Record<keyof typeof classes, number[]> = { wrong: [], unknown: [], disabled: [] }
  // The first ones warm up what runs, and do not count.
  for (let at = -Math.min(5, samples); at < samples; at++) {
    for (const kind of ['wrong', 'unknown', 'disabled'] as const) {
      const asked = performance.now()
      const { status } = await server.browser().post('/auth/login', classes[kind](Math.abs(at)))
      if (status !== 401) throw new Error(`${kind} was answered ${status}.`)
      if (at >= 0) times[kind].push(performance.now() - asked)
    }
  }
  await database.destroy()
  const beside = (['unknown', 'disabled'] as const).map((kind) => {
    const ratio = quantile(times[kind], 0.5) / quantile(times.wrong, 0.5)
    return { ratio, said: `${kind} × ${ratio.toFixed(3)}, p = ${mannWhitney(times[kind], times.wrong).toFixed(2)}` }
  })
  return {
    figure: beside.map(({ said }) => said).join('; '),
    met: beside.every(({ ratio }) => Math.abs(ratio - 1) < 0.05),
  }
}
