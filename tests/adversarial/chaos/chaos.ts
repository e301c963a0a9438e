import { countWords, type Counts } from '../rig/counts.ts'
import type { Rig } from '../rig/open-rig.ts'
import { newPerson, signIn } from '../rig/people.ts'
import { isUsedOnce } from '../rig/used-once.ts'
import { deed, type Scene } from './deeds.ts'
import { seeded } from './seeded.ts'
import { makeTrouble } from './trouble.ts'

export type Chaos = {
  /** What was answered, and how often. */
  readonly words: Counts
  readonly troubles: Counts
  /** What may never be; none. */
  readonly wrong: readonly string[]
}

/** So many sign in at once, all the time. */
const actors = 6
/** Whatever else a server may say while it is killed, cut and set wrong. */
const expected = new Set(
  `second_factor signed_in anonymous 200 cut unavailable delivery_failed throttled invalid_code login_expired
  unauthenticated invalid_credentials`.split(/\s+/),
)

/** People sign in while trouble is made by chance, which the seed decides as far as one process can; then all is well. */
export async function chaos(rig: Rig, seed: number, milliseconds: number): Promise<Chaos> {
  const people: Scene['people'] = [
    await newPerson(rig, { also: ['sms'] }),
    await newPerson(rig, { also: ['sms'] }),
    await newPerson(rig, { also: ['sms'] }),
  ]
  const uses: Scene['uses'] = new Map()
  const until = performance.now() + milliseconds
  const words: string[] = []
  async function act(actor: number): Promise<void> {
    const scene = { rig, people, uses, chance: seeded(seed + actor + 1) }
    while (performance.now() < until) words.push(...(await deed(scene)))
  }
  const [troubles] = await Promise.all([
    makeTrouble(rig, seeded(seed), until),
    ...Array.from({ length: actors }, (_, actor) => act(actor)),
  ])
  // The longest wait that guesses can bring about.
  await rig.pass(3600)
  const after = await Promise.all(people.map((person) => signIn(rig, person).then(() => [], String)))
  return {
    words: countWords(words),
    troubles,
    wrong: [
      ...new Set(words.filter((word) => !expected.has(word)).map((word) => `it answered ${word}`)),
      ...[...uses.values()].filter((ofOne) => !isUsedOnce(ofOne)).map(() => 'a backup token was not used once'),
      ...after.flat().map((error) => `afterwards somebody could not sign in: ${error}`),
    ],
  }
}
