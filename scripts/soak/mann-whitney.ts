/**
 * How likely two samples differ this much by chance alone, either way, where they are of one distribution: the test of
 * Mann and Whitney, by the normal curve, which fits from twenty values each on. Ties share their ranks.
 */
export function mannWhitney(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((value) => ({ value, isOne: true })), ...other.map((value) => ({ value, isOne: false }))]
  const sorted = all.toSorted((a, b) => a.value - b.value)
  let ranks = 0
  for (let from = 0; from < sorted.length;) {
    let to = from
    while (to < sorted.length && sorted[to]?.value === sorted[from]?.value) to += 1
    ranks += ((from + 1 + to) / 2) * sorted.slice(from, to).filter(({ isOne }) => isOne).length
    from = to
  }
  const product = one.length * other.length
  const u = ranks - (one.length * (one.length + 1)) / 2
  const deviation = Math.sqrt((product * (one.length + other.length + 1)) / 12)
  return 2 * upperTail(Math.abs(u - product / 2) / deviation)
}

/** Of the normal curve: Abramowitz and Stegun 26.2.17, right to seven digits. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}
