import type { KeystepError } from '@keystep/contract'
import type { Messages } from './en.ts'

/** What a person reads when a call failed: what happened, and what to do. */
export function failureText(messages: Messages, { code, details }: KeystepError, method?: string): string {
  const [field] = details.errors ?? []
  const ofField = field && Object.hasOwn(messages.fields, field.key)
  if (ofField) return messages.fields[field.key as keyof Messages['fields']]
  const text = code === 'invalid_code' && method === 'backup' ? messages.invalidToken : messages.failures[code]
  const { triesLeft } = details
  return triesLeft !== undefined && triesLeft > 0 ? `${text} ${messages.triesLeft({ count: triesLeft })}` : text
}
