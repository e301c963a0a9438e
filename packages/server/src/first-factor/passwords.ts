import { eventNote } from '../audit/event-note.ts'
import { KeystepError } from '@keystep/contract'
import { hashQueue, type HashQueueOptions } from '../crypto/hash-queue.ts'
import { systemRandom } from '../crypto/random.ts'
import type { SlowHash } from '../crypto/slow-hash.ts'
import { createToken } from '../crypto/tokens.ts'
import type { EmailGateway } from '../delivery/email-gateway.ts'
import type { EventName, Note } from '../stores/event-requests.ts'
import type { User, UserProfile } from '../stores/records.ts'
import type { Rotation } from '../stores/store-requests.ts'
import type { Store } from '../stores/store.ts'
import type { FirstFactor } from './first-factor.ts'
import { normaliseIdentifier } from './normalise-identifier.ts'
import { checkNewPassword, isTooLong, normalisePassword } from './password-rules.ts'

export type PasswordsOptions = {
  readonly store: Store
  readonly hash: SlowHash
  /** Sends the link of a forgotten password. Without it, `/password/forgot` and `/password/reset` are not mounted. */
  readonly gateway?: EmailGateway
  /** The page that link leads to; it finds the token in the fragment: `https://acme.example/reset`. */
  readonly resetUrl?: string
  readonly queue?: HashQueueOptions
  /**
   * Refuses a new password (in NFC) beside those that everybody tries: for words of the app's own, or a look-up among
   * those known from breaches. What it throws is a fault, and sets no password. @default none
   */
  readonly isTooCommon?: (password: string) => boolean | Promise<boolean>
}

export type Passwords = FirstFactor & {
  readonly reset: { readonly gateway: EmailGateway; readonly url: string } | null
  /** Makes a user who signs in with a password. `conflict` when the identifier is taken, `bad_request` for a weak one. */
  create(profile: UserProfile, password: string): Promise<User>
  /** Rejects with `invalid_credentials` when `currentPassword` is wrong. Ends everything but the session in `keep`. */
  change(
    user: User,
    change: { currentPassword: string; newPassword: string },
    keep?: Rotation,
    note?: () => Promise<Note>,
  ): Promise<void>
  /** Sets the password of whoever was mailed that token; `invalid_code` for one that is unknown, used or lapsed. */
  useReset(tokenHash: string, password: string, note: (user: User) => Promise<Note>): Promise<User>
  /**
   * A new password without the old one, for the host's own support. Ends everything of the user; `not_found` for one
   * who has no password.
   */
  set(userId: string, password: string): Promise<void>
}

/** Built-in passwords: hashed slowly in a bounded queue, the same work for users who do not exist. */
export function passwords(options: PasswordsOptions): Passwords {
  const { store, hash, gateway, resetUrl, queue, isTooCommon = () => false } = options
  if ((gateway === undefined) !== (resetUrl === undefined)) {
    throw new Error('passwords: gateway and resetUrl belong together. Give both, or neither.')
  }
  const lane = hashQueue(hash, queue)
  // A user who does not exist costs the same work, in the same queue, as one who does.
  const dummy = hash.hash(createToken('rst', systemRandom))

  async function isRight(password: string, encoded: string | null): Promise<boolean> {
    if (isTooLong(password)) return false
    const right = await lane.verify(normalisePassword(password), encoded ?? (await dummy))
    return right && encoded !== null
  }

  const checkNew = (password: string, identifier: string, path = 'password') =>
    checkNewPassword(password, { identifier, path, isTooCommon })

  return {
    ...(hash.cheap && {
      testOnly: 'passwords: this hash is for tests only. Use scryptHash() of @keystep/server/node.',
    }),
    reset: gateway && resetUrl !== undefined ? { gateway, url: resetUrl } : null,
    async check({ identifier, password }) {
      const found = await store.findPassword(normaliseIdentifier(identifier))
      return (await isRight(password, found?.hash ?? null)) && found ? found.user : null
    },
    async create(profile, password) {
      await checkNew(password, profile.identifier)
      const identifier = normaliseIdentifier(profile.identifier)
      const encoded = await lane.hash(normalisePassword(password))
      const user = await store.createPassword({ ...profile, identifier }, encoded, noteOf('user.created', profile.id))
      if (!user) throw new KeystepError('conflict', { errors: [{ path: 'identifier', key: 'identifier_taken' }] })
      return user
    },
    async change(user, { currentPassword, newPassword }, keep, note) {
      if (!(await isRight(currentPassword, await store.findPasswordOf(user.id)))) {
        throw new KeystepError('invalid_credentials')
      }
      await checkNew(newPassword, user.identifier, 'newPassword')
      const encoded = await lane.hash(normalisePassword(newPassword))
      // The session that asked ended meanwhile: its password stays.
      const replacement = { userId: user.id, hash: encoded, ...(keep && { keep }), ...(note && { note: await note() }) }
      if (!(await store.replacePassword(replacement))) {
        throw new KeystepError('unauthenticated')
      }
    },
    async useReset(tokenHash, password, note) {
      const owner = await store.findPasswordReset(tokenHash)
      if (!owner) throw new KeystepError('invalid_code')
      await checkNew(password, owner.identifier)
      const encoded = await lane.hash(normalisePassword(password))
      const user = await store.usePasswordReset({ tokenHash, hash: encoded, note: await note(owner) })
      if (!user) throw new KeystepError('invalid_code')
      return user
    },
    async set(userId, password) {
      const user = await store.findUser(userId)
      if (!user) throw new KeystepError('not_found')
      await checkNew(password, user.identifier)
      const encoded = await lane.hash(normalisePassword(password))
      const note = noteOf('password.changed', userId)
      const replaced = await store.replacePassword({ userId, hash: encoded, note })
      if (!replaced) throw new KeystepError('not_found')
    },
  }
}

/** Of what the app does in process. */
function noteOf(name: EventName, id: string): Note {
  const happening = { name, user: { id }, actor: null, request: null }
  return eventNote({ random: systemRandom }, happening)
}
