export { createKeystep, type BeginLogin, type Keystep } from './create-keystep.ts'
export {
  type KeystepOptions,
  type DeviceThrottleOptions,
  type PasswordThrottleOptions,
  referenceThrottle,
  type ThrottleOptions,
} from './options.ts'
export type { Events, EventDevice, EventUser, Listener } from './events.ts'
// First factor and sessions
export type { CheckCredentials, Credentials, FirstFactorContext } from './first-factor/first-factor.ts'
export { passwords, type Passwords, type PasswordsOptions } from './first-factor/passwords.ts'
export { cookieSessions, type CookieSessionOptions } from './session/cookie-sessions.ts'
export { hostSessions, type HostSession, type HostSessionOptions } from './session/host-sessions.ts'
// Guards
export { hasPermission, type StaffSession } from '@keystep/contract'
export type { KeystepEnv, KeystepVariable } from './http/env.ts'
export type { GuardOptions, Redirect } from './session/guards.ts'
// Device types
export { backup, type BackupOptions } from './device-types/backup/backup.ts'
export { call, type CallOptions } from './device-types/call/call.ts'
export { email, type EmailCode, type EmailOptions } from './device-types/email/email.ts'
export type { Budget } from './stores/challenge-requests.ts'
export type {
  Beginning,
  BeginContext,
  BegunDevice,
  CodeCharge,
  CodeToSend,
  DeviceType,
  ExtraSchema,
  OneTimeTokens,
  SentCodeHook,
  SentCodes,
  SpokenCode,
  TokenBatch,
  VerifyContext,
} from './device-types/device-type.ts'
export type { Registry } from './device-types/registry.ts'
export { formatPhoneNumber } from './device-types/phone/format-phone-number.ts'
export { maskPhoneNumber } from './device-types/phone/mask-phone-number.ts'
export type { PhoneBudgets } from './device-types/phone/phone-budgets.ts'
export type { PhoneOptions } from './device-types/phone/phone-device.ts'
export type { PhoneCountry } from './device-types/phone/read-phone-number.ts'
export { sms, type SmsOptions } from './device-types/sms/sms.ts'
export { totp, type TotpOptions } from './device-types/totp/totp.ts'
// Ports
export type { Key } from './crypto/keyring.ts'
export { type Random } from './crypto/random.ts'
export type { SlowHash } from './crypto/slow-hash.ts'
export type { CallGateway, CallHook, CallMessage, CallScript } from './delivery/call-gateway.ts'
export { consoleGateway } from './delivery/console-gateway.ts'
export type { EmailGateway, EmailMessage } from './delivery/email-gateway.ts'
export { type Inbox, inboxGateway, type SentMessage } from './delivery/inbox-gateway.ts'
export type { TextGateway, TextMessage } from './delivery/text-gateway.ts'
export { twilioGateway, type TwilioGatewayOptions } from './delivery/twilio-gateway.ts'
export { webhookGateway, type WebhookGatewayOptions } from './delivery/webhook-gateway.ts'
// Languages
export type { SentTexts } from './languages/en.ts'
export type { OwnTexts } from './languages/sent-texts.ts'
// Keys that are rotated
export { countKeys, type CountKeys, type KeyCount } from './keys/count-keys.ts'
export { type KeyRotation, rotateKeys, type RotateKeys } from './keys/rotate-keys.ts'
export { type Unopened, verifyKeys, type VerifyKeys } from './keys/verify-keys.ts'
// Stores
export { memoryStore } from './stores/memory-store.ts'
export type { EventName, EventRecord, NewEvent, Note } from './stores/event-requests.ts'
export { migrate } from './stores/migrations.ts'
export type {
  ChallengeRecord,
  DeviceRecord,
  PendingRecord,
  SealedSecret,
  SessionRecord,
  TrustRecord,
  User,
  UserProfile,
} from './stores/records.ts'
export { sqlStore, type SqlStoreOptions } from './stores/sql-store.ts'
export type { TableNames } from './stores/table-names.ts'
export type { Use } from './stores/store-requests.ts'
export type { Store } from './stores/store.ts'
