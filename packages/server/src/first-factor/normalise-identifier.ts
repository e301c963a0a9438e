/** One person, one spelling: `Ada@Example.com ` signs in as `ada@example.com`. */
export function normaliseIdentifier(identifier: string): string {
  return identifier.trim().normalize('NFC').toLowerCase()
}
