/** Enough for its owner to know it by: `a***e@example.com`. The site stays, since it says which mailbox to open. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  const local = Array.from(address.slice(0, at))
  const last = local.length < 4 ? '' : (local.at(-1) ?? '')
  return `${local[0] ?? ''}${'*'.repeat(Math.max(0, local.length - 1 - last.length))}${last}${address.slice(at)}`
}
