import type { KeystepError } from '@keystep/contract'
import type { Messages } from './en.ts'

/** What a person reads when a call failed: what happened, and what to do. */
export function failureText(messages: Messages, { code, details }: KeystepError, method?: string): string {
  const [field] = details.errors ?? []
  if (field && Object.hasOwn(messages.fields, field.key)) return fieldText(messages, field.key)
  const text = code === 'invalid_code' && method === 'backup' ? messages.invalidToken : messages.failures[code]
  const { triesLeft } = details
  return triesLeft !== undefined && triesLeft > 0 ? `${text} ${messages.triesLeft({ count: triesLeft })}` : text
}

/** What is wrong with a field. */
export function fieldText({ fields }: Messages, key: string): string {
  return Object.hasOwn(fields, key) ? fields[key as keyof Messages['fields']] : fields.invalid
}
