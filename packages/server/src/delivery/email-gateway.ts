export type EmailMessage = {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same, for readers that show it. */
  readonly html?: string
}

/** The way a mail leaves. Rejects when it could not be handed on. */
export type EmailGateway = { sendEmail(message: EmailMessage): Promise<void> }
