import type { CallScript } from '../delivery/call-gateway.ts'

type EmailCodeText = {
  readonly code: string
  readonly issuer: string
  readonly minutes: number
  readonly purpose: 'login' | 'step_up' | 'setup'
}

type CodeText = EmailCodeText & {
  /** Where the code is asked for, from the configured origins. */
  readonly domain: string
}

type NoticeText = {
  readonly issuer: string
  readonly what: string
  readonly time: Date
  /** The browser and the address it came from; null where nobody knows. */
  readonly where: string | null
}

const emailPurposes = { login: 'to sign in to', step_up: 'to confirm it is you at', setup: 'to add this address at' }
const textPurposes = { ...emailPurposes, setup: 'to add this number at' }

const methodNames: Readonly<Record<string, string>> = {
  totp: 'Authenticator app',
  email: 'E-mail',
  sms: 'Text message',
  call: 'Phone call',
  backup: 'Backup tokens',
}

/** What is sent, and the one page the server itself can show. What is on the screens lives in the React kit. */
export const en = {
  /** BCP 47, of the texts themselves. */
  language: 'en',
  passwordResetSubject: ({ issuer }: { issuer: string }) => `Choose a new ${issuer} password`,
  passwordResetText: ({ issuer, url, minutes }: { issuer: string; url: string; minutes: number }) =>
    [
      `Somebody asked for a new password for your ${issuer} account. If it was you, open this link and choose one:`,
      url,
      `It works once, within ${minutes} minutes. Your two-step verification stays as it is.`,
      'If it was not you, there is nothing to do: your password is unchanged.',
    ].join('\n\n'),
  emailCodeSubject: ({ code, issuer }: { code: string; issuer: string }) => `${code} is your ${issuer} code`,
  emailCodeText: ({ code, issuer, minutes, purpose }: EmailCodeText) =>
    [
      `Your code ${emailPurposes[purpose]} ${issuer}:`,
      code,
      `It works once, within ${minutes} minutes. Nobody from ${issuer} will ever ask you for it.`,
      purpose === 'setup'
        ? 'If you did not ask for it, there is nothing to do: without the code nothing changes.'
        : 'If you did not ask for it, somebody may know your password: change it.',
    ].join('\n\n'),
  /** What a device is called whose user gave it no name; one of an app's own method, by that. */
  methodName: ({ method }: { method: string }) => methodNames[method] ?? method,
  noticeSubject: ({ issuer }: { issuer: string }) => `A change to your ${issuer} account`,
  noticeText: ({ issuer, what, time, where }: NoticeText) =>
    [
      what,
      `${noticeTime(time)}${where === null ? '' : `, ${where}`}`,
      `If that was you, there is nothing to do. If it was not, sign in to ${issuer}, change your password and look through your devices, or ask ${issuer} for help.`,
    ].join('\n\n'),
  deviceAddedNotice: ({ device }: { device: string }) =>
    `“${device}” was added to the two-step verification of your account.`,
  deviceRemovedNotice: ({ device }: { device: string }) =>
    `“${device}” was removed from the two-step verification of your account.`,
  deviceSuspendedNotice: ({ device, count }: { device: string; count: number }) =>
    `After ${count} wrong codes in a row, “${device}” is suspended. Somebody who knows your password may be guessing: change it. You can sign in another way, and use the device again from your account.`,
  deviceResumedNotice: ({ device }: { device: string }) => `“${device}” was suspended, and is in use again.`,
  guessesNotice: ({ count }: { count: number }) =>
    `Somebody signed in with your password and then entered ${count} wrong codes in a row. If it was not you, they know your password: change it.`,
  disabledNotice: 'Two-step verification was turned off for your account.',
  resetNotice: 'Our support turned off two-step verification for your account, and signed it out everywhere.',
  tokensRenewedNotice: 'New backup tokens were made for your account.',
  tokenUsedNotice: ({ left }: { left: number }) =>
    `A backup token was used to sign in to your account. ${left === 1 ? '1 is' : `${left} are`} left.`,
  tokenAddedNotice: 'Our support made a backup token for your account.',
  trustReusedNotice:
    'A copy of what lets one of your browsers skip the second step was used somewhere. That browser is no longer trusted.',
  passwordChangedNotice: 'The password of your account was changed, and it was signed out everywhere else.',
  addressChangedNotice: 'The e-mail address of your account was changed. This mail goes to the old one.',
  /** Fits one message: 160 characters of GSM-7. The last line is for browsers (WICG, origin-bound one-time codes). */
  codeText: ({ code, issuer, minutes, purpose, domain }: CodeText) =>
    [
      `${code} is your code ${textPurposes[purpose]} ${issuer}. It works once, within ${minutes} min. Nobody will ever ask you for it.`,
      `@${domain} #${code}`,
    ].join('\n\n'),
  callScript: ({ code, issuer }: { code: string; issuer: string }): CallScript => ({
    language: 'en',
    greeting: `Hello, this is ${issuer} calling. Press any key to continue.`,
    noKey: 'You did not press any key. Goodbye.',
    beforeCode: 'Your code is:',
    digits: code,
    again: 'Once more:',
    goodbye: 'Goodbye.',
  }),
  enrolmentRequiredTitle: 'Two-step verification is needed here',
  enrolmentRequiredText: 'This page is only for accounts with two-step verification. Turn it on, and come back.',
  enrolmentRequiredAction: 'Turn on two-step verification',
}

/** To the minute, and the same wherever it is read. */
function noticeTime(time: Date): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat('en', format).format(time)} UTC`
}

/** Every language has every text: a missing one does not compile. */
export type SentTexts = typeof en
