/** What only the pages of an account say: their set-up, their backup tokens, their profile. It comes with those. */
export const enAccount = {
  next: 'Next',
  back: 'Back',

  // Authenticator app
  totpAbout: 'Codes from an app on your phone or in your password manager. They work without a network.',
  // E-mail
  emailAbout: 'Codes by mail. Only as safe as your mailbox is.',
  emailAddressTitle: 'Where should codes go?',
  emailAddressLede: 'Use an address that you can open without this account.',
  emailAddress: 'E-mail address',
  emailConnectTitle: 'Look into your mailbox',
  otherAddress: 'Use another address',

  // Set-up
  introductionText:
    'After your password you will be asked for a code from your phone. A stolen password alone then opens nothing.',
  introductionNeeds:
    'You need an authenticator app, such as the one in your password manager or on your phone. It takes a minute.',
  start: 'Set up',
  steps: 'Steps of the set-up',
  stepOf: ({ step, count }: { step: number; count: number }) => `Step ${step} of ${count}`,
  chooseMethod: 'Choose how to verify',
  otherMethod: 'Choose another way',
  chooseMethodLede: 'You can add others later.',
  scanTitle: 'Connect your authenticator app',
  scanLede: 'Scan this with your app. It then shows a code that changes every 30 seconds.',
  qrLabel: 'QR code for your authenticator app. The key below says the same.',
  secretKey: 'Or type this key into your app',
  openApp: 'Open in an app on this device',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not copy. Select it by hand.',
  proveCode: 'Code your app shows now',
  turnOn: 'Turn on',
  addIt: 'Add',
  resumedTitle: 'Finish connecting your app',
  resumedLede:
    'Type the code your app shows, if you scanned the QR code already. Otherwise make a new one: it replaces the first.',
  newQr: 'Make a new QR code',
  saveTokensTitle: 'Save your backup tokens',
  saveTokensLede: 'If you lose your phone, one of these lets you in. Each works once. They are shown this one time.',
  tokensAbout: ({ identifier, date }: { identifier: string; date: string }) =>
    `Backup tokens for ${identifier}, made on ${date}. Each works once.`,
  tokensFile: 'backup-tokens.txt',
  download: 'Download',
  print: 'Print',
  savedThem: 'I saved these tokens',
  addedTitle: 'It works',
  addedLede: 'You can use it from now on whenever you are asked to verify.',
  finishedTitle: 'Two-step verification is on',
  addAnotherText: 'A second way to verify lets you in on the day the first one is lost.',
  addAnother: 'Add another way',
  finishedLede: 'From now on you will be asked for a code when you sign in.',

  // Backup tokens
  tokensLeft: ({ count }: { count: number }) =>
    count === 0 ? 'No token is left.' : count === 1 ? 'One token is left.' : `${count} tokens are left.`,
  noTokensYet: 'You have no backup tokens yet.',
  tokensLastUsed: ({ date }: { date: string }) => `One was last used on ${date}.`,
  tokensNeedDevice: 'Turn on two-step verification first: backup tokens belong to it.',
  newTokens: 'Make new tokens',
  newTokensWarning: 'Your old tokens work until you confirm the new ones.',
  proveToken: 'Type one of the new tokens',
  proveTokenHint: 'It shows that you saved them, and does not use it up.',
  useNewTokens: 'Use the new tokens',
  done: 'Done',

  // Guards
  enrolmentNeededTitle: 'This page needs two-step verification',
  enrolmentNeededLede:
    'It is only for accounts that ask for a code after the password. Turn it on, and you come straight back here.',
  verificationNeededTitle: 'Please verify that it is you',
  verificationNeededLede: 'This page asks for a second step in this session.',
  staffNeededTitle: 'This page is for staff',
  staffNeededLede: 'Your account is not among them. If it should be, ask whoever runs this site.',

  // The profile
  profileOn: 'It is on: a stolen password alone does not open your account.',
  profileOff: 'It is off: your password alone opens your account.',
  defaultStays: 'This is what you are asked for when you sign in. To remove it, make another way the default.',
  noOtherDevices: 'None yet. Another one lets you in if you lose the first.',
  addedDevice: 'It is added.',
  deviceAdded: ({ when }: { when: string }) => `Added ${when}.`,
  deviceLastUsed: ({ when }: { when: string }) => `Last used ${when}.`,
  deviceUnused: 'Not used yet.',
  unknownMethod: 'It cannot be used on this page.',
  deviceGone: 'That one is not there any more. It was removed elsewhere.',
  /** A day in the past, in a sentence, and a day with its time. */
  onDay: ({ date }: { date: string }) => `on ${date}`,
  atTime: ({ day, time }: { day: string; time: string }) => `${day} at ${time}`,
  thisDevice: ({ label }: { label: string }) => `this ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
  rename: 'Rename',
  deviceName: 'Name',
  deviceNameHint: 'To tell it from your others.',
  saveName: 'Save name',
  nameMissing: 'Type a name, or cancel.',
  renamedDevice: ({ name }: { name: string }) => `It is called ${name} now.`,
  makeDefault: 'Make default',
  madeDefault: ({ name }: { name: string }) => `${name} is asked first from now on.`,
  remove: 'Remove',
  removeTitle: ({ thing }: { thing: string }) => `Remove ${thing}?`,
  removeText: 'You will not be asked for its codes any more. Everywhere else you are signed out.',
  removeNow: ({ thing }: { thing: string }) => `Remove ${thing}`,
  keepDevice: 'Keep it',
  removedDevice: ({ name }: { name: string }) => `${name} is removed.`,
  disableText:
    'A stolen password alone would then open your account. Your ways to verify and your backup tokens are removed, and everywhere else you are signed out.',
  iAmSure: 'Yes, I am sure',
  notSure: 'Tick this if you are sure. Nothing was turned off.',
  disabled: 'Two-step verification is off now. Your devices and backup tokens are removed.',
}
