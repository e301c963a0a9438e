import type { Random } from '../crypto/random.ts'
import { createId } from '../crypto/tokens.ts'
import { eventDevice } from '../devices/event-subjects.ts'
import type { EventDevice } from '../events.ts'
import { browserName } from '../http/browser-name.ts'
import { addressOf } from '../http/client-address.ts'
import type { EventName, NewEvent } from '../stores/event-requests.ts'
import type { User } from '../stores/records.ts'

export type Happening = {
  readonly name: EventName
  readonly user: Pick<User, 'id'> | null
  /** Who did it; null: the app, or its operator. @default the user */
  readonly actor?: Pick<User, 'id'> | null
  readonly device?: EventDevice | null
  readonly sessionId?: string | null
  /** Null: it was called in process. */
  readonly request: Request | null
  readonly detail?: NewEvent['detail']
}

/** What the audit keeps of it. */
export function newEvent({ random }: { readonly random: Random }, happening: Happening): NewEvent {
  const { name, user, actor = user, device = null, sessionId = null, request, detail = {} } = happening
  return {
    id: createId(random),
    name,
    userId: user?.id ?? null,
    actorId: actor?.id ?? null,
    device: device && eventDevice(device),
    sessionId,
    address: request && addressOf(request),
    browser: request && browserName(request),
    detail,
  }
}
