import type { KeystepError } from '@keystep/contract'
import type { Messages } from './en.ts'

/**
 * What a person reads when a call failed: what happened, and what to do. `answer`: `backup` or `sent`, where a wrong one is
 * a backup token or a code that was sent, and no code of an app.
 */
export function failureText(messages: Messages, { code, details }: KeystepError, answer?: string): string {
  const [field] = details.errors ?? []
  const { fields, failures } = messages
  if (field && Object.hasOwn(fields, field.key)) return fields[field.key as keyof typeof fields]
  const { triesLeft, sending, retryAfter } = details
  const wrong = code === 'invalid_code' && messages.wrongAnswers[answer as keyof Messages['wrongAnswers']]
  // A server that is newer than the page may know further codes.
  const text = (sending && messages.sendingWaits) || wrong || failures[code] || failures.unavailable
  if (retryAfter && code === 'throttled') return `${text} ${messages.lockedFor({ seconds: retryAfter })}`
  return triesLeft ? `${text} ${messages.triesLeft({ count: triesLeft })}` : text
}
