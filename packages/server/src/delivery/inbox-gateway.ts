import type { EmailGateway, EmailMessage } from './email-gateway.ts'

export type SentMessage = EmailMessage & {
  /** Epoch milliseconds. */
  readonly sentAt: number
}

export type Inbox = EmailGateway & {
  /** The newest first. */
  readonly messages: readonly SentMessage[]
}

/** Keeps what would be sent, the last hundred: for demos and tests. */
export function inboxGateway(clock: () => number = Date.now): Inbox {
  const messages: SentMessage[] = []
  return {
    messages,
    async sendEmail(message) {
      messages.unshift({ ...message, sentAt: clock() })
      messages.length = Math.min(messages.length, 100)
    },
  }
}
