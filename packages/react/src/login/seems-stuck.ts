import type { UseSending } from './use-sending.ts'

/** Nothing seems to arrive: it was sent anew twice, or it cannot be sent at all. */
export function seemsStuck({ count, failure }: Pick<UseSending, 'count' | 'failure'>): boolean {
  return count >= 3 || failure?.code === 'delivery_failed'
}
