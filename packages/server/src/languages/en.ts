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

const emailPurposes = { login: 'to sign in to', step_up: 'to confirm it is you at', setup: 'to add this address at' }
const textPurposes = { ...emailPurposes, setup: 'to add this number at' }

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

/** Every language has every text: a missing one does not compile. */
export type SentTexts = typeof en
