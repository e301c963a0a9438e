/** A number or an address inside a sentence. Left alone, its signs would change sides in one from right to left. */
export function isolated(destination: string | null, dir: 'ltr' | 'rtl'): string {
  if (destination === null) return ''
  return dir === 'rtl' ? `\u2066${destination}\u2069` : destination
}
