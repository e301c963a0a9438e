import type {
  Budget,
  FiledChallenge,
  NewChallenge,
  OpenedChallenge,
  SettledBudgets,
  SpokenChallenge,
} from './challenge-requests.ts'
import type { EventVerbs, Note, Noted } from './event-requests.ts'
import type { Purged, PurgeLimits } from './purge-requests.ts'
import type {
  ChallengeRecord,
  DeviceRecord,
  PendingRecord,
  SealedSecret,
  SessionRecord,
  TrustRecord,
  User,
  UserProfile,
} from './records.ts'
import type { NewPasswordReset, PasswordChange, UsedPasswordReset } from './password-requests.ts'
import type { SecretChange, SecretPage } from './secret-requests.ts'
import type {
  Attempt,
  BegunEnrolment,
  Confirmation,
  Confirmed,
  CountedTry,
  DeviceChange,
  FinishLogin,
  FinishStepUp,
  Finished,
  NewEnrolment,
  NewPending,
  NewSession,
  Removal,
  Rotation,
  TokenRenewal,
  Try,
} from './store-requests.ts'
import type { TrustedOpening, TrustedSession } from './trust-requests.ts'

/**
 * Where Keystep keeps everything. A verb is a whole verdict: it decides and writes in one transaction, so that
 * nothing which has to be decided is ever read first and written later. Finders answer null. Every store passes
 * `storeSuite`, races included. A verb rejects only when the store itself is away; the server then answers 503.
 */
export type Store = EventVerbs & {
  /** Epoch milliseconds of the clock that rules every expiry and every time step. */
  now(): Promise<number>
  /** Rejects when the store is away, as any verb would. */
  reach(): Promise<void>

  // Users
  /** Makes or updates the row of a user; keeps `disabled` and `epoch`. */
  saveUser(profile: UserProfile): Promise<User>
  findUser(id: string): Promise<User | null>
  /** Everybody whose id, identifier or e-mail address this is. */
  usersNamed(name: string): Promise<readonly User[]>
  /** Null: no such user. `conflict`: another one signs in with that identifier. */
  updateUser(id: string, change: Partial<Omit<UserProfile, 'id'>>, note?: Note): Promise<User | 'conflict' | null>
  /** Disabling raises the epoch. */
  setDisabled(id: string, disabled: boolean, note?: Note): Promise<User | null>
  /** With everything that hangs on the user, and what is written down of them but the note. */
  deleteUser(id: string, note?: Note): Promise<void>
  /** Ends every session but `exceptSession`, and every pending login, by raising the epoch. */
  endAll(userId: string, options?: Noted & { readonly exceptSession?: string }): Promise<void>

  // Passwords
  /** Null when another user has that identifier. */
  createPassword(profile: UserProfile, hash: string, note?: Note): Promise<User | null>
  findPassword(identifier: string): Promise<{ readonly user: User; readonly hash: string } | null>
  findPasswordOf(userId: string): Promise<string | null>
  /** Also ends everything else of the user, as `endAll`, and every open reset. False: none, or `keep` ended. */
  replacePassword(change: PasswordChange): Promise<boolean>
  /** False, and nothing kept, when one was opened less than `spacing` ago. */
  openPasswordReset(reset: NewPasswordReset): Promise<boolean>
  /** Whom it was opened for; null: unknown, used or lapsed. */
  findPasswordReset(tokenHash: string): Promise<User | null>
  /** Uses up the reset, sets the password and ends everything of the user. Null: unknown, used or lapsed. */
  usePasswordReset(use: UsedPasswordReset): Promise<User | null>

  // Pending logins and sessions
  /** In place of the user's oldest, where there are too many (`caps`), as of sessions. Null when the user is gone. */
  openPending(pending: NewPending): Promise<PendingRecord | null>
  /** Null as well when it lapsed, its epoch is over, or its user is disabled. */
  findPending(tokenHash: string): Promise<PendingRecord | null>
  endPending(tokenHash: string): Promise<void>
  /** Null when a session was ever filed under that token: a host's session that ended is not revived. */
  openSession(session: NewSession): Promise<SessionRecord | null>
  /** Null as well when it lapsed, its epoch is over, or its user is disabled. */
  findSession(tokenHash: string): Promise<SessionRecord | null>
  /** Notes that the session was used, and moves its idle limit. */
  touchSession(id: string, idle: number): Promise<void>
  /** A first-factor success inside the session: fresh again, under a new token. Null when the session ended. */
  refreshFirstFactor(refresh: Rotation & Noted): Promise<SessionRecord | null>
  /** Files the session under another token, without a change of strength. */
  rekeySession(id: string, tokenHash: string): Promise<void>
  endSession(tokenHash: string, note?: Note): Promise<void>
  /** Those that go on, the last seen first. */
  sessionsOf(userId: string): Promise<readonly SessionRecord[]>
  /** False: it is no session of that user's that goes on. */
  endSessionOf(userId: string, id: string, note?: Note): Promise<boolean>
  /**
   * Ends everything as `endAll` does, but for one session, which goes on under a new token, and the trust of its browser.
   * False, and nothing done: that session ended.
   */
  endOthers(userId: string, keep: Rotation & Noted & { readonly trustHash: string | null }): Promise<boolean>

  // Devices and tries
  /** The confirmed ones, as a pending login has them. */
  devicesOf(userId: string): Promise<readonly DeviceRecord[]>
  /** Counts a try before it is judged, in a commit of its own. */
  countTry(attempt: Attempt): Promise<Try | null>
  /** Takes a counted try back, unless it was used up: a fault of ours is never a user's failure. */
  refundTry(counted: CountedTry): Promise<void>
  /** Makes a device the default, or renames it. Null: not the user's, or not confirmed. `conflict`: a last resort. */
  changeDevice(change: DeviceChange): Promise<DeviceRecord | 'conflict' | null>
  /** Uses the answer up, ends the pending login and opens the session, trusting its browser if asked: all or nothing. */
  finishLogin(finish: FinishLogin): Promise<Finished>
  /** Uses the answer up and verifies the session under a new token: all or nothing. */
  finishStepUp(finish: FinishStepUp): Promise<Finished>

  // Challenges: codes that are sent
  /**
   * Files the code that is about to be sent, in place of an older one for the same device and purpose, and charges its
   * budgets; one only, and none within the spacing. Null: no such device.
   */
  openChallenge(challenge: NewChallenge): Promise<OpenedChallenge | null>
  /** It was handed on. */
  challengeSent(challenge: FiledChallenge): Promise<void>
  /**
   * It could not be handed on: it may be sent again at once, as far as budgets go, which stay charged. The code stays,
   * in case it arrives after all.
   */
  challengeFailed(challenge: FiledChallenge): Promise<void>
  /** The newest that can be answered, but for one that nobody handed on in time. */
  findChallenge(boundTo: string): Promise<ChallengeRecord | null>
  /** Null once its code was used up, was replaced, or lapsed. */
  findSpoken(hookHash: string): Promise<SpokenChallenge | null>

  // Budgets, for what else is bounded
  /** All of them let one more through, or none is charged: until when not; 0: it may go. */
  chargeBudgets(budgets: readonly Budget[], note?: Note): Promise<{ readonly until: number; readonly now: number }>
  /** `forgotten`: as if nothing had been charged before. `refunded`: as if this one had not been. */
  settleBudgets(settled: SettledBudgets): Promise<void>

  // Trusted browsers
  /** As `openSession`, but `trusted`, if that is a live trust of this user's, which turns. */
  openTrustedSession(opening: TrustedOpening): Promise<TrustedSession>
  /** Whose trust it is; null when it lapsed or was ended. */
  findTrust(tokenHash: string): Promise<{ readonly userId: string } | null>
  /** Ended as well by whatever raises the epoch, by a further device, and by new backup tokens. */
  endTrust(tokenHash: string): Promise<void>
  /** The live ones, the newest first. */
  trustsOf(userId: string): Promise<readonly TrustRecord[]>
  /** False: it is no live trust of that user's. */
  endTrustOf(userId: string, id: string, note?: Note): Promise<boolean>

  // Enrolment
  /**
   * Replaces what the session began before, unless it is the same request, which gets the one under way. Null when the
   * session ended. `conflict`: the user has as many devices as one may have.
   */
  beginEnrolment(enrolment: NewEnrolment): Promise<BegunEnrolment | 'conflict' | null>
  findEnrolment(sessionId: string): Promise<DeviceRecord | null>
  /** Uses the answer up, confirms the device and verifies the session under a new token: all or nothing. */
  confirmEnrolment(confirmation: Confirmation): Promise<Confirmed>
  /** An unconfirmed device goes only with the session that began it; removing a confirmed one ends other sessions. */
  removeDevice(removal: Removal): Promise<'removed' | 'not_found' | 'conflict'>
  /**
   * Every device, every trust, and everything signed in but the session in `keep`. False, and nothing done: that
   * session ended, or the user is gone.
   */
  removeAllDevices(userId: string, keep?: Rotation, note?: Note): Promise<boolean>

  // Sealed secrets, whose keys are rotated
  /** A page of what devices, and enrolments under way, keep sealed: by the order of their ids. */
  sealedSecrets(page: SecretPage): Promise<readonly SealedSecret[]>
  /** The same secret, sealed anew. False, and nothing done: it is no longer what it was, or its device is gone. */
  replaceSecret(change: SecretChange): Promise<boolean>

  // One-time tokens
  /** Live at once where no set is live, else waiting for `confirmTokens`. Null when the user has no other device. */
  renewTokens(renewal: TokenRenewal): Promise<DeviceRecord | null>
  /** Makes the waiting set the live one. The number of its tokens, or null when `hash` is not among them. */
  confirmTokens(confirmation: Noted & { readonly deviceId: string; readonly hash: string }): Promise<number | null>
  /** One more token for the live set. False when that is no longer the live set, or holds this one already. */
  addToken(
    token: Noted & { readonly deviceId: string; readonly tokenSet: string; readonly hash: string },
  ): Promise<boolean>

  /** Removes some of what is over and holds nothing back any more. */
  purge(limits: PurgeLimits): Promise<Purged>
}
