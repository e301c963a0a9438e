import type { Schedule } from './store-requests.ts'

/** A schedule in whole numbers that stay exact: from `count` doublings on, the wait is `longest`. */
export type Doublings = { readonly first: number; readonly longest: number; readonly count: number }

/** So many milliseconds can be added to any time and still be counted one by one. */
const longestExact = 2 ** 52

export function doublings({ firstWait, longestWait }: Schedule): Doublings {
  if (firstWait <= 0) return { first: 0, longest: 0, count: 0 }
  const longest = Math.min(longestWait, longestExact)
  return { first: firstWait, longest, count: Math.max(0, Math.ceil(Math.log2(longest / firstWait))) }
}

/** How long nothing is judged after so many failures. */
export function waitAfter(failures: number, schedule: Schedule): number {
  if (failures <= schedule.freeTries) return 0
  const { first, longest, count } = doublings(schedule)
  const doubled = failures - schedule.freeTries - 1
  return doubled >= count ? longest : first * 2 ** doubled
}
