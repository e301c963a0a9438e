import type { BenchUser } from './fill-users.ts'
import { guardedRequests, verifyRequests } from './make-requests.ts'
import type { Scene } from './open-scene.ts'
import { runRound } from './run-round.ts'
import type { Side } from './compare.ts'

export type RoundSize = { readonly requests: number; readonly inFlight: number }

/** Second steps through Keystep, and by hand. */
export function verifySides(scene: Scene, { requests, inFlight }: RoundSize): readonly [Side, Side] {
  const users = takeInTurn(scene.users, requests)
  const side = (name: string, app: Scene['bare'], path: string): Side => ({
    name,
    round: async () => await runRound(app, await verifyRequests(scene, users(), path), inFlight),
  })
  return [side('Keystep', scene.keystep, '/auth/login/verify'), side('bare', scene.bare, '/verify')]
}

/** A guarded page through Keystep, and by hand. */
export async function guardSides(scene: Scene, { requests, inFlight }: RoundSize): Promise<readonly [Side, Side]> {
  const users = takeInTurn(scene.users, requests)
  const side = (name: string, app: Scene['bare']): Side => ({
    name,
    async round() {
      const make = await guardedRequests(scene, users())
      return await runRound(app, make(), inFlight)
    },
  })
  return [side('Keystep', scene.keystep), side('bare', scene.bare)]
}

/** The next ones, and after the last the first again. */
function takeInTurn(users: readonly BenchUser[], count: number): () => readonly BenchUser[] {
  let at = 0
  return () => {
    const taken = Array.from({ length: Math.min(count, users.length) }, (_, n) => users[(at + n) % users.length])
    at += taken.length
    return taken.filter((user) => user !== undefined)
  }
}
