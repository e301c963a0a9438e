import { type Comparison, compare } from './compare.ts'
import { commitsOf, countPostgres, countSqlite, type Counted } from './count-statements.ts'
import { guardedRequests, verifyRequests } from './make-requests.ts'
import type { Scene } from './open-scene.ts'
import { type Flooded, passwordFlood } from './password-flood.ts'
import { runRound } from './run-round.ts'
import { guardSides, type RoundSize, verifySides } from './sides.ts'

export type BenchSize = RoundSize & {
  readonly pairs: number
  /** Milliseconds of a flood of passwords. */
  readonly flood: number
}

export type BenchResult = {
  readonly verify: Comparison
  readonly guarded: Comparison
  readonly ofVerify: Counted & { readonly commits: number }
  readonly ofGuarded: Counted & { readonly commits: number }
  readonly flood: Flooded
}

const counters = { SQLite: countSqlite, PostgreSQL: countPostgres } as const

export type DatabaseName = keyof typeof counters

/** Everything that is measured on one database. */
export async function runBench(name: DatabaseName, scene: Scene, size: BenchSize): Promise<BenchResult> {
  const verify = await compare(...verifySides(scene, size), size.pairs)
  // A guarded page is quicker, and a round of it no shorter.
  const guarded = await compare(...(await guardSides(scene, { ...size, requests: size.requests * 3 })), size.pairs)
  const [user] = scene.users
  if (!user) throw new Error('There is nobody to measure with.')
  const [owed, make] = [await verifyRequests(scene, [user], '/auth/login/verify'), await guardedRequests(scene, [user])]
  return {
    verify,
    guarded,
    ofVerify: await count(name, () => runRound(scene.keystep, owed, 1)),
    ofGuarded: await count(name, () => runRound(scene.keystep, make(), 1)),
    flood: await passwordFlood(scene, { browsers: 100, milliseconds: size.flood }),
  }
}

async function count(name: DatabaseName, work: () => Promise<unknown>) {
  const counted = await counters[name](work)
  return { ...counted, commits: commitsOf(counted) }
}
