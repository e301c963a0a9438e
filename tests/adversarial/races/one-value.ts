import { type Counts, countWords, wordOf } from '../rig/counts.ts'
import type { Place } from '../rig/fail-points.ts'
import type { Rig } from '../rig/open-rig.ts'
import { isUsedOnce, type UseOfOne } from '../rig/used-once.ts'

/** Answers that were judged, and say that the value is used up. */
const refusals = new Set(['invalid_code', 'login_expired'])
/** How many recordings cannot be put in one order. */
export const outOfOrder = 'out of order'

/** All of these calls use one value that works once, from that place on at the same time: their answers, and whether those can be. */
export async function raceForOne(rig: Rig, at: Place, calls: readonly (() => Promise<Response>)[]): Promise<Counts> {
  const uses: UseOfOne[] = []
  const recorded = calls.map((call) => async () => {
    const asked = performance.now()
    const word = await wordOf(await call())
    const answered = performance.now()
    if (word === 'signed_in') uses.push({ asked, answered, outcome: 'worked' })
    else if (refusals.has(word)) uses.push({ asked, answered, outcome: 'refused' })
    return word
  })
  const counts = countWords(await rig.barrier(at, recorded))
  return isUsedOnce(uses) ? counts : { ...counts, [outOfOrder]: 1 }
}
