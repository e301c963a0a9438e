import { asEmail } from './as-email.ts'
import type { CallGateway } from './call-gateway.ts'
import type { EmailGateway, EmailMessage } from './email-gateway.ts'
import type { TextGateway } from './text-gateway.ts'

export type SentMessage = EmailMessage & {
  /** Epoch milliseconds. */
  readonly sentAt: number
}

export type Inbox = EmailGateway &
  TextGateway &
  CallGateway & {
    /** The newest first. Text messages and calls stand among the mails, under a subject that says what they are. */
    readonly messages: readonly SentMessage[]
  }

/** Keeps what would be sent or said, the last hundred: for demos and tests. */
export function inboxGateway(clock: () => number = Date.now): Inbox {
  const messages: SentMessage[] = []
  async function keep(message: EmailMessage): Promise<void> {
    messages.unshift({ ...message, sentAt: clock() })
    messages.length = Math.min(messages.length, 100)
  }
  return {
    messages,
    sendEmail: keep,
    sendText: (message) => keep(asEmail(message)),
    call: (message) => keep(asEmail(message)),
  }
}
