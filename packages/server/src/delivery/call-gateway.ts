export type CallMessage = {
  /** E.164: `+31612345678`. */
  readonly to: string
  readonly script: CallScript
  /** Names this call where the gateway asks back: below `POST /hooks/:gateway/`. Tells nothing of the code. */
  readonly hookId: string
}

/** What is said to whoever picks up. A voicemail presses no key, and so never hears the code. */
export type CallScript = {
  /** BCP 47, of the words. */
  readonly language: string
  /** Who calls, and to press any key. */
  readonly greeting: string
  /** Where nobody presses one. */
  readonly noKey: string
  readonly beforeCode: string
  /** To be said one by one, with pauses. */
  readonly digits: string
  /** Before they are said once more. */
  readonly again: string
  readonly goodbye: string
}

/** The way a call is made. Rejects when it could not be handed on. */
export type CallGateway = {
  call(message: CallMessage): Promise<void>
  readonly hook?: CallHook
}

/** For a gateway that asks what to say once somebody picked up. */
export type CallHook = {
  /** Its part of `POST /hooks/:gateway/:id`. */
  readonly gateway: string
  /**
   * Null: the request is not the gateway's own, as its signature shows. `find` opens what the call says; null once its
   * code was used up, was replaced or lapsed.
   */
  answer(request: Request, id: string, find: () => Promise<CallScript | null>): Promise<Response | null>
}
