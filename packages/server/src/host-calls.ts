import { eventNote } from './audit/event-note.ts'
import { type Device, KeystepError } from '@keystep/contract'
import { addBackupToken } from './backup-tokens/add-backup-token.ts'
import { deviceViews } from './devices/device-view.ts'
import { mailAddress } from './first-factor/mail-address.ts'
import { normaliseIdentifier } from './first-factor/normalise-identifier.ts'
import { noteOf } from './notices/note-of.ts'
import { noticeOf } from './notices/notice.ts'
import type { Services } from './services.ts'
import { resetUser } from './staff/reset-user.ts'
import type { EventName, EventRecord, Note } from './stores/event-requests.ts'
import type { User, UserProfile } from './stores/records.ts'

/** What the host calls in process, when something happened on its side. */
export type HostCalls = {
  readonly users: {
    find(id: string): Promise<User | null>
    /** Null for a user Keystep never saw; rejects with `conflict` when another one signs in with that identifier. */
    update(id: string, change: Partial<Omit<UserProfile, 'id'>>): Promise<User | null>
    /** Signed out everywhere at once, and not let in again until enabled. */
    disable(id: string): Promise<User | null>
    enable(id: string): Promise<User | null>
    /** With devices, sessions and password. */
    delete(id: string): Promise<void>
  }
  /** The host changed a password of its own: everything signed in ends. */
  passwordChanged(userId: string): Promise<void>
  /** In companion mode: that session of the app's is over, and with it what was verified in it. */
  signedOut(sessionId: string): Promise<void>
  /** Ends every session and pending login of the user. */
  endSessions(userId: string): Promise<void>
  devicesOf(userId: string): Promise<readonly Device[]>
  /** What happened to an account, the newest first; with `before` only what is older than that event. */
  activityOf(
    userId: string,
    page: { readonly limit: number; readonly before?: string },
  ): Promise<readonly EventRecord[]>
  /** For the support desk: removes every device and ends everything signed in. Reveals nothing and sets nothing. */
  resetUser(userId: string): Promise<void>
  /**
   * One more backup token, for a user who is on the phone with the support desk: shown once, kept hashed. Null for a
   * user without another device, since a token never stands alone.
   */
  addBackupToken(userId: string): Promise<string | null>
}

export function createHostCalls(services: Services): HostCalls {
  const { store, sessions } = services

  /** What the app or its operator did. */
  function noteBy(name: EventName, userId: string): Note {
    const happening = { name, user: { id: userId }, actor: null, request: null }
    return eventNote(services, happening)
  }

  async function endSessions(userId: string): Promise<void> {
    await store.endAll(userId, { note: noteBy('sessions.ended', userId) })
    await sessions.endedAll(userId, null)
  }

  /** Whoever changes an address first, to be unheard afterwards, is told of by the old one. */
  async function noteOfUpdate(id: string, change: Partial<UserProfile>): Promise<Note> {
    const note = noteBy('user.changed', id)
    const user = await store.findUser(id)
    const next = user && mailAddress({ ...user, ...change })
    if (!user || next === mailAddress(user)) return note
    const messages = await noticeOf(services, { user, request: null, what: (texts) => texts.addressChangedNotice })
    return { ...note, messages }
  }

  return {
    users: {
      find: (id) => store.findUser(id),
      async update(id, change) {
        // Whoever signs in with a password is looked up by the one spelling that `passwords` keeps.
        const { identifier } = change
        const spelled = identifier !== undefined && (await store.findPasswordOf(id)) !== null
        const updated = await store.updateUser(
          id,
          spelled ? { ...change, identifier: normaliseIdentifier(identifier) } : change,
          await noteOfUpdate(id, change),
        )
        services.notices?.wake(null)
        if (updated === 'conflict') {
          throw new KeystepError('conflict', { errors: [{ path: 'identifier', key: 'identifier_taken' }] })
        }
        return updated
      },
      async disable(id) {
        const user = await store.setDisabled(id, true, noteBy('user.disabled', id))
        if (user) await sessions.endedAll(id, null)
        return user
      },
      enable: (id) => store.setDisabled(id, false, noteBy('user.enabled', id)),
      async delete(id) {
        await store.deleteUser(id, noteBy('user.deleted', id))
        await sessions.endedAll(id, null)
      },
    },
    endSessions,
    signedOut: (sessionId) => sessions.hostEnded(sessionId),
    async passwordChanged(userId) {
      const user = await store.findUser(userId)
      if (!user) return
      const about = { name: 'password.changed', user, actor: null, request: null } as const
      const note = await noteOf(services, about, (texts) => texts.passwordChangedNotice)
      await store.endAll(userId, { note })
      await sessions.endedAll(userId, null)
      services.notices?.wake(null)
    },
    async devicesOf(userId) {
      return deviceViews(services, await store.devicesOf(userId), await store.now())
    },
    activityOf: (userId, page) => store.eventsOf(userId, page),
    async resetUser(userId) {
      await resetUser(services, { userId, actor: null, request: null })
    },
    async addBackupToken(userId) {
      const token = await addBackupToken(services, userId, async () => {
        const user = await store.findUser(userId)
        return user ? await noticeOf(services, { user, request: null, what: (texts) => texts.tokenAddedNotice }) : []
      })
      services.notices?.wake(null)
      return token
    },
  }
}
