import type { User } from '../stores/records.ts'

/** Where mails to a user go; null where nobody knows. */
export function mailAddress({ email, identifier }: Pick<User, 'email' | 'identifier'>): string | null {
  return email ?? (identifier.includes('@') ? identifier : null)
}
