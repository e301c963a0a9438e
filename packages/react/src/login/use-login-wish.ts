import type { SignedIn } from '@keystep/contract'
import { useState } from 'react'
import { wishOfPage } from '../provider/wish-of-page.ts'

export type LoginWish = {
  /**
   * The oldest verification that will do, in seconds, and the methods that count: of a signed-in session too. What a
   * guard wrote into this page's query, `maxAge` and `methods`, can only ask for more.
   */
  readonly maxAge?: number | undefined
  readonly methods?: readonly string[] | undefined
}

/** What a sign-in asks of the second step: of the wizard's own wish and that of the guard that sent the user here. */
export function useLoginWish(own: LoginWish, clockOffset: number) {
  const [startedAt] = useState(() => Date.now())
  const page = wishOfPage()
  const maxAge = Math.min(own.maxAge ?? Infinity, page.maxAge ?? Infinity)
  const methods = own.methods && page.methods ? own.methods.filter(isOf(page.methods)) : (own.methods ?? page.methods)

  /** A session that has a device owes a step until that device verified it, recently and by the right method. */
  function owesSecondStep({ hasDevice, verified, verifiedAt, device }: SignedIn): boolean {
    if (!hasDevice) return false
    if (!verified || !device || !verifiedAt) return true
    const age = startedAt + clockOffset - Date.parse(verifiedAt)
    return age > maxAge * 1000 || !(methods?.includes(device.method) ?? true)
  }
  return { methods, owesSecondStep }
}

function isOf(list: readonly string[]) {
  return (one: string) => list.includes(one)
}
