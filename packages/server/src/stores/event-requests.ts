/** What the audit can say. A name is never given another meaning. */
export type EventName =
  | 'first_factor.passed'
  | 'first_factor.failed'
  | 'verification.passed'
  | 'verification.failed'
  | 'code.sent'
  | 'device.confirmed'
  | 'device.renamed'
  | 'device.made_default'
  | 'device.removed'
  | 'device.suspended'
  | 'device.resumed'
  | 'devices.removed'
  | 'tokens.renewed'
  | 'tokens.confirmed'
  | 'token.added'
  | 'browser.trusted'
  | 'trust.ended'
  | 'trust.reused'
  | 'session.ended'
  | 'sessions.ended'
  | 'password.changed'
  | 'password.reset_asked'
  | 'password.reset'
  | 'user.created'
  | 'user.changed'
  | 'user.disabled'
  | 'user.enabled'
  | 'user.deleted'
  | 'keys.rotated'

export type NewEvent = {
  readonly id: string
  readonly name: EventName
  /** Whom it is about; null where nobody knows. */
  readonly userId: string | null
  /** Who did it; null: the app, or its operator. */
  readonly actorId: string | null
  readonly device: { readonly id: string; readonly method: string; readonly name: string } | null
  readonly sessionId: string | null
  /** Where the request came from, and what its browser is called. */
  readonly address: string | null
  readonly browser: string | null
  /** What else there is to say. Never a secret. */
  readonly detail: Readonly<Record<string, string | number | boolean>>
}

/** As which an event was written down; another may have taken its place since. */
export type WrittenEvent = Pick<NewEvent, 'id' | 'name'>

export type EventRecord = NewEvent & { readonly at: number }

/** A message that leaves once what it tells of is kept: sealed, and gone once it was sent. */
export type NewMessage = { readonly id: string; readonly userId: string; readonly sealed: string }

/**
 * What is written down with a verdict, in its transaction; nothing when the verdict was no. An event whose id is there
 * takes the place of that one: a try is noted as failed before it is judged.
 */
export type Note = { readonly events: readonly NewEvent[]; readonly messages: readonly NewMessage[] }
export type Noted = { readonly note?: Note }

export type ClaimedMessage = NewMessage & {
  /** How often it was claimed, this time included. */
  readonly tries: number
  /** Until when nobody else claims it. */
  readonly leasedUntil: number
}

export type EventVerbs = {
  /** Writes down what is no part of another verdict. */
  note(note: Note): Promise<void>
  /** The newest first; with `before` only those older than that event. */
  eventsOf(userId: string, page: { readonly limit: number; readonly before?: string }): Promise<readonly EventRecord[]>
  /** Takes messages that wait, for `lease` milliseconds: nobody else gets them meanwhile. The oldest first. */
  claimMessages(claim: { readonly limit: number; readonly lease: number }): Promise<readonly ClaimedMessage[]>
  /** It was handed on, and its content is gone. */
  messageSent(id: string): Promise<void>
  /** It may be claimed again after `wait` milliseconds; null: never, and it is gone. Nothing once the lease is another's. */
  messageFailed(message: ClaimedMessage, wait: number | null): Promise<void>
}
