import type { Round } from './run-round.ts'

export type Side = { readonly name: string; readonly round: () => Promise<Round> }

export type Measured = {
  readonly name: string
  /** Requests in a second: the median of its rounds. */
  readonly rate: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

export type Comparison = {
  readonly sides: readonly [Measured, Measured]
  /** How many times the rate of the second side the first one has: the median of the pairs. */
  readonly ratio: number
}

/** Short rounds in turn, so that whatever else the machine does meets both: one pair to warm up, then `pairs` that count. */
export async function compare(one: Side, other: Side, pairs: number): Promise<Comparison> {
  const rounds: { readonly one: Round; readonly other: Round }[] = []
  for (let pair = 0; pair <= pairs; pair++) {
    // oxlint-disable no-await-in-loop -- one after the other is what is measured
    const isOneFirst = pair % 2 === 0
    const first = await (isOneFirst ? one : other).round()
    const second = await (isOneFirst ? other : one).round()
    // oxlint-enable no-await-in-loop
    if (pair > 0) rounds.push(isOneFirst ? { one: first, other: second } : { one: second, other: first })
  }
  const ratios = rounds.map((pair) => rateOf(pair.one) / rateOf(pair.other))
  return {
    sides: [
      measured(
        one.name,
        rounds.map((pair) => pair.one),
      ),
      measured(
        other.name,
        rounds.map((pair) => pair.other),
      ),
    ],
    ratio: quantile(ratios, 0.5),
  }
}

function measured(name: string, rounds: readonly Round[]): Measured {
  const latencies = rounds.flatMap((round) => round.latencies)
  const rate = quantile(rounds.map(rateOf), 0.5)
  return { name, rate, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}

function rateOf({ latencies, seconds }: Round): number {
  return latencies.length / seconds
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
