import type { KeystepError } from '@keystep/contract'
import type { Messages } from './en.ts'

/**
 * What a person reads when a call failed: what happened, and what to do. `answer`: `backup` or `sent`, where a wrong one is
 * a backup token or a code that was sent, and no code of an app.
 */
export function failureText(messages: Messages, { code, details }: KeystepError, answer?: string): string {
  const [field] = details.errors ?? []
  const { fields } = messages
  if (field && Object.hasOwn(fields, field.key)) return fields[field.key as keyof typeof fields]
  const { triesLeft, sending, retryAfter } = details
  if (sending) return messages.sendingWaits({ seconds: retryAfter ?? 0 })
  const wrong = code === 'invalid_code' && messages.wrongAnswers[answer as keyof Messages['wrongAnswers']]
  const text = wrong || messages.failures[code]
  return triesLeft ? `${text} ${messages.triesLeft({ count: triesLeft })}` : text
}
