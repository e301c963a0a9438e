import { deviceViews } from './devices/device-view.ts'
import { normaliseIdentifier } from './first-factor/passwords.ts'
import type { Services } from './services.ts'
import type { User, UserProfile } from './stores/records.ts'
import type { Device } from '@keystep/contract'

/** What the host calls in process, when something happened on its side. */
export type HostCalls = {
  readonly users: {
    find(id: string): Promise<User | null>
    /** Null for a user Keystep never saw. */
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
        if (change.identifier === undefined || (await store.findPasswordOf(id)) === null)
          return await store.updateUser(id, change)
        return await store.updateUser(id, { ...change, identifier: normaliseIdentifier(change.identifier) })
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
  }
}
