/** A name for a row, not a secret. `crypto.randomUUID` would be missing in a page that is served over plain http. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
