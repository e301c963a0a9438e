import { type Device, KeystepError } from '@keystep/contract'
import { addBackupToken } from './backup-tokens/add-backup-token.ts'
import { deviceViews } from './devices/device-view.ts'
import { normaliseIdentifier } from './first-factor/normalise-identifier.ts'
import type { Services } from './services.ts'
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
  /** Ends every session and pending login of the user. */
  endSessions(userId: string): Promise<void>
  devicesOf(userId: string): Promise<readonly Device[]>
  /** For the support desk: removes every device and ends everything signed in. Reveals nothing and sets nothing. */
  resetUser(userId: string): Promise<void>
  /**
   * One more backup token, for a user who is on the phone with the support desk: shown once, kept hashed. Null for a
   * user without another device, since a token never stands alone.
   */
  addBackupToken(userId: string): Promise<string | null>
}

export function createHostCalls(services: Services): HostCalls {
  const { store, sessions, deviceTypes } = services

  async function endSessions(userId: string): Promise<void> {
    await store.endAll(userId)
    await sessions.endedAll(userId, null)
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
        )
        if (updated === 'conflict') {
          throw new KeystepError('conflict', { errors: [{ path: 'identifier', key: 'identifier_taken' }] })
        }
        return updated
      },
      async disable(id) {
        const user = await store.setDisabled(id, true)
        if (user) await sessions.endedAll(id, null)
        return user
      },
      enable: (id) => store.setDisabled(id, false),
      async delete(id) {
        await store.deleteUser(id)
        await sessions.endedAll(id, null)
      },
    },
    endSessions,
    passwordChanged: endSessions,
    async devicesOf(userId) {
      return deviceViews(await store.devicesOf(userId), deviceTypes, await store.now())
    },
    async resetUser(userId) {
      await store.removeAllDevices(userId)
      await sessions.endedAll(userId, null)
    },
    addBackupToken: (userId) => addBackupToken(services, userId),
  }
}
