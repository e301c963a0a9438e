'use client'
export { hasPermission, KeystepError, type SessionState } from '@keystep/contract'
export { KeystepProvider, type KeystepProviderProps } from './provider/keystep-provider.tsx'
export { type KeystepContext, useKeystep, useKeystepClient } from './provider/keystep-context.ts'
export type { Slots } from './provider/slots.tsx'
export { type Urls, withNext } from './provider/urls.ts'
// Sign-in
export { LoginWizard, type LoginWizardProps } from './login/login-wizard.tsx'
export { SecondStep, type SecondStepProps } from './login/second-step.tsx'
export { type LoginResult, useLogin, type UseLogin, type UseLoginOptions } from './login/use-login.ts'
export { useSecondStep, type UseSecondStep, type UseSecondStepOptions } from './login/use-second-step.ts'
// Set-up
export { SetupWizard, type SetupWizardProps } from './setup/setup-wizard.tsx'
export {
  type SetupProgress,
  type SetupResult,
  useSetup,
  type UseSetup,
  type UseSetupOptions,
} from './setup/use-setup.ts'
export { PhoneSetup, type PhoneSetupProps } from './devices/phone-setup.tsx'
// Backup tokens
export { BackupTokens, type BackupTokensProps } from './backup-tokens/backup-tokens.tsx'
export { useBackupTokens, type UseBackupTokens } from './backup-tokens/use-backup-tokens.ts'
// Devices
export { ProfilePanel, type ProfilePanelProps, type ProfileSection } from './devices/profile-panel.tsx'
export { BackupTokensSection, DevicesSection, DisableSection, MethodSection } from './devices/profile-sections.tsx'
export type { ProfileSectionName } from './devices/own-sections.ts'
export type { ProfileChange, ProfileSectionProps } from './devices/section.tsx'
export {
  type DeviceAction,
  type DeviceChange,
  useDevices,
  type UseDevices,
  type UseDevicesOptions,
} from './devices/use-devices.ts'
// Session and guards
export { RequireVerified, type RequireVerifiedProps, withRequireVerified } from './session/require-verified.tsx'
export { StepUpDialog } from './session/step-up-dialog.tsx'
export { useGuard, type UseGuard } from './session/use-guard.ts'
export type { AccountChange } from './session/use-account-change.ts'
export { useSession, type UseSession } from './session/use-session.ts'
export { useSessions, type UseSessions } from './session/use-sessions.ts'
export { useStepUp, type UseStepUp } from './session/use-step-up.ts'
export { useTrustedBrowsers, type UseTrustedBrowsers } from './session/use-trusted-browsers.ts'
export { useActivity, type UseActivity } from './activity/use-activity.ts'
// Support desk
export { type FoundUser, useFindUsers, type UseFindUsers } from './staff/use-find-users.ts'
export { useUserOverview, type UseUserOverview } from './staff/use-user-overview.ts'
// Methods
export { backupMethod } from './methods/backup/backup-method.tsx'
export { callMethod } from './methods/call/call-method.tsx'
export { deviceAction } from './methods/device-action.ts'
export { emailMethod } from './methods/email/email-method.tsx'
export type {
  AnswerProps,
  BeginRequest,
  Channel,
  Connection,
  ConnectProps,
  Method,
  Preparation,
  PrepareProps,
} from './methods/method.ts'
export { smsMethod } from './methods/sms/sms-method.tsx'
export { totpMethod } from './methods/totp/totp-method.tsx'
export { useMethods } from './methods/use-methods.ts'
// Languages
export { en, type Messages } from './languages/en.ts'
export { failureText } from './languages/failure-text.ts'
// Parts
export type { ClassNames, Part } from './parts/use-part.ts'
export { BackupTokenList, type BackupTokenListProps } from './parts/backup-token-list.tsx'
export { Button, type ButtonProps } from './parts/button.tsx'
export { Card, type CardProps } from './parts/card.tsx'
export { CodeInput, type CodeInputProps } from './parts/code-input.tsx'
export { Field, type FieldProps } from './parts/field.tsx'
export { Notice, type NoticeProps } from './parts/notice.tsx'
export { PasswordField, type PasswordFieldProps } from './parts/password-field.tsx'
export { PhoneField, type PhoneFieldProps } from './parts/phone-field.tsx'
export { QrCode, type QrCodeProps } from './parts/qr-code.tsx'
export { SecretKey, type SecretKeyProps } from './parts/secret-key.tsx'
export { TextField, type TextFieldProps } from './parts/text-field.tsx'
