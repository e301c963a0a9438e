/** Who an event is about, as the app knows them. */
export type EventUser = { readonly id: string; readonly identifier: string; readonly email: string | null }
export type EventDevice = { readonly id: string; readonly method: string; readonly name: string }

type Verification = {
  /** Where it happened. */
  readonly sender: 'login' | 'step_up' | 'setup'
  readonly user: EventUser
  /** The device that was really used. */
  readonly device: EventDevice
  readonly request: Request
}

export type Events = {
  /** A device verified a session. */
  'user.verified': Verification
  /** An answer was judged and was wrong. Not sent for what was refused unjudged. */
  'verification.failed': Verification
  /**
   * A browser showed a trust at a turn that was used up: somebody copied the cookie, and either they or the owner is at
   * the door. The trust was ended, and the second step is asked for.
   */
  'trust.reused': { readonly user: EventUser; readonly request: Request }
  /**
   * A gateway refused a code, or did not answer in time; the user was told. Without a listener it goes to
   * `console.error`. `error` is the gateway's own.
   */
  'delivery.failed': {
    readonly user: EventUser
    readonly device: EventDevice
    readonly error: unknown
    readonly request: Request
  }
  /** A notice could not be handed on; it is tried again, unless it was `dropped`. Without a listener as above. */
  'notice.failed': { readonly userId: string; readonly error: unknown; readonly dropped: boolean }
  /**
   * Something of ours or below us broke. The answer was 503, unless `request` is null: then nobody waited for it. Without
   * a listener it goes to `console.error`.
   */
  fault: { readonly error: unknown; readonly request: Request | null }
}

export type Listener<Name extends keyof Events> = (event: Events[Name]) => void | Promise<void>
export type Emit = <Name extends keyof Events>(name: Name, event: Events[Name]) => void

type Listeners = { [Name in keyof Events]: Set<Listener<Name>> }

/** Listeners run after the verdict and cannot change it; one that throws is a fault, never a failed sign-in. */
export function createEvents() {
  const listeners: Listeners = {
    'user.verified': new Set(),
    'verification.failed': new Set(),
    'trust.reused': new Set(),
    'delivery.failed': new Set(),
    'notice.failed': new Set(),
    fault: new Set(),
  }

  function on<Name extends keyof Events>(name: Name, listener: Listener<Name>): () => void {
    listeners[name].add(listener)
    return () => void listeners[name].delete(listener)
  }

  const emit: Emit = (name, event) => {
    if ('error' in event && listeners[name].size === 0) console.error(`Keystep, ${name}:`, event.error)
    for (const listener of listeners[name]) void run(() => listener(event), name)
  }

  async function run(call: () => void | Promise<void>, name: keyof Events): Promise<void> {
    try {
      await call()
    } catch (error) {
      if (name === 'fault') console.error('Keystep: a listener of "fault" threw.', error)
      else emit('fault', { error, request: null })
    }
  }

  return { on, emit }
}
