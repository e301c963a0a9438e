import type { CallMessage } from './call-gateway.ts'
import type { EmailMessage } from './email-gateway.ts'
import type { TextMessage } from './text-gateway.ts'

/** A text message or a call as it can be read: of a call, what is heard by somebody who presses a key. */
export function asEmail(message: TextMessage | CallMessage): EmailMessage {
  const { to } = message
  if ('text' in message) return { to, subject: 'Text message', text: message.text }
  const { greeting, beforeCode, digits, again, goodbye } = message.script
  const spaced = Array.from(digits).join(' ')
  return { to, subject: 'Phone call', text: [greeting, beforeCode, spaced, again, spaced, goodbye].join('\n') }
}
