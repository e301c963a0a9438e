export type TextMessage = {
  /** E.164: `+31612345678`. */
  readonly to: string
  readonly text: string
}

/** The way a text message leaves. Rejects when it could not be handed on. */
export type TextGateway = { sendText(message: TextMessage): Promise<void> }
