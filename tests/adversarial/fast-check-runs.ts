/**
 * How often fast-check tries. It prints the seed of what failed, and `FAST_CHECK_SEED=… FAST_CHECK_PATH=…` runs that one
 * again; `FAST_CHECK_RUNS=2000` tries longer.
 */
export function fastCheckRuns(usual: number) {
  const { FAST_CHECK_RUNS, FAST_CHECK_SEED, FAST_CHECK_PATH } = process.env
  return {
    numRuns: FAST_CHECK_RUNS === undefined ? usual : Number(FAST_CHECK_RUNS),
    ...(FAST_CHECK_SEED !== undefined && { seed: Number(FAST_CHECK_SEED) }),
    ...(FAST_CHECK_PATH !== undefined && { path: FAST_CHECK_PATH }),
  }
}
