import { type Comparison, compare, type Side } from './compare.ts'
import type { Scene } from './open-scene.ts'
import type { BenchSize } from './run-bench.ts'
import { guardSides, verifySides } from './sides.ts'

export type Growth = Readonly<Record<'Keystep' | 'bare', number>>

/** How many times longer the median of a call takes with many users than with few, each through Keystep and by hand. */
export async function growth(
  few: Scene,
  many: Scene,
  size: BenchSize,
): Promise<{ readonly verify: Growth; readonly guarded: Growth }> {
  const guards = { ...size, requests: size.requests * 3 }
  return {
    verify: await grown(verifySides(few, size), verifySides(many, size), size.pairs),
    guarded: await grown(await guardSides(few, guards), await guardSides(many, guards), size.pairs),
  }
}

async function grown(few: readonly [Side, Side], many: readonly [Side, Side], pairs: number): Promise<Growth> {
  return {
    Keystep: times(await compare(many[0], few[0], pairs)),
    bare: times(await compare(many[1], few[1], pairs)),
  }
}

function times({ sides: [one, other] }: Comparison): number {
  return one.p50 / other.p50
}
