/** What is sent, and the one page the server itself can show. What is on the screens lives in the React kit. */
export const en = {
  passwordResetSubject: ({ issuer }: { issuer: string }) => `Choose a new ${issuer} password`,
  passwordResetText: ({ issuer, url, minutes }: { issuer: string; url: string; minutes: number }) =>
    [
      `Somebody asked for a new password for your ${issuer} account. If it was you, open this link and choose one:`,
      url,
      `It works once, within ${minutes} minutes. Your two-step verification stays as it is.`,
      'If it was not you, there is nothing to do: your password is unchanged.',
    ].join('\n\n'),
  enrolmentRequiredTitle: 'Two-step verification is needed here',
  enrolmentRequiredText: 'This page is only for accounts with two-step verification. Turn it on, and come back.',
  enrolmentRequiredAction: 'Turn on two-step verification',
}

/** Every language has every text: a missing one does not compile. */
export type SentTexts = typeof en
