import { enFailures } from './en-failures.ts'
import { timeInWords } from './time-in-words.ts'

/** What is on the screens. Every language has every text: its type is this object's. */
export const en = {
  // Sign-in
  signIn: 'Sign in',
  signInLede: 'Use your account to go on.',
  identifier: 'E-mail or user name',
  password: 'Password',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  signedInAs: ({ name }: { name: string }) => `You are signed in as ${name}.`,
  signingInAs: ({ name }: { name: string }) => `Signing in as ${name}`,
  notYou: 'Not you?',
  goOn: 'Go on',
  next: 'Next',
  cancel: 'Cancel',
  back: 'Back',
  tryAgain: 'Try again',
  loading: 'One moment',

  // The second step
  enterCode: 'Enter your code',
  verify: 'Verify',
  verified: 'Verified',
  otherWays: 'Use another way',
  lockedFor: ({ seconds }: { seconds: number }) => `You can try again in ${timeInWords(seconds)}.`,
  tryNow: 'You can try again now.',
  noWayToAnswer: 'This account has no way to verify that works here. Ask the people who run this site for help.',

  // Authenticator app
  totpLabel: 'Authenticator app',
  totpLede: 'Open your authenticator app and type the code it shows for this site.',
  totpCode: 'Code from your app',
  totpAbout: 'Codes from an app on your phone or in your password manager. They work without a network.',
  // E-mail
  emailLabel: 'E-mail',
  emailAbout: 'Codes by mail. Only as safe as your mailbox is.',
  emailLede: ({ destination }: { destination: string }) =>
    `We send a code to ${destination}. It may take a minute to arrive.`,
  emailCode: 'Code from the mail',
  emailAddressTitle: 'Where should codes go?',
  emailAddressLede: 'Use an address that you can open without this account.',
  emailAddress: 'E-mail address',
  emailConnectTitle: 'Look into your mailbox',
  otherAddress: 'Use another address',
  sending: 'Sending a code',
  sendAgain: 'Send a new code',
  sendAgainIn: ({ seconds }: { seconds: number }) => `You can ask for a new code in ${timeInWords(seconds)}.`,
  sendAgainNow: 'You can ask for a new code now.',
  trustBrowser: ({ seconds }: { seconds: number }) =>
    `Don't ask for a code on this browser for ${timeInWords(seconds)}. Only if nobody else uses it.`,
  // Backup tokens
  backupLabel: 'Backup tokens',
  backupLede: 'Type one of the backup tokens you saved. Each works once.',
  backupCode: 'Backup token',
  byMethod: ({ label }: { label: string }) => `Use ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
  byDestination: ({ label, destination }: { label: string; destination: string }) => `${label} to ${destination}`,
  byNamed: ({ label, name }: { label: string; name: string }) => `Use ${name} (${label})`,

  // Step-up
  stepUpTitle: "Confirm it's you",
  stepUpLede: 'This needs a fresh check. What you were doing stays as it is.',
  firstFactorLede: 'Type your password again before you change how your account is protected.',
  confirmPassword: 'Confirm password',
  reauthenticate: 'Sign in again',
  reauthenticateLede: 'Sign in again before you change how your account is protected.',

  // Set-up
  introductionTitle: 'Turn on two-step verification',
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
  backupTitle: 'Backup tokens',
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
  checking: 'Checking who you are',
  enrolmentNeededTitle: 'This page needs two-step verification',
  enrolmentNeededLede:
    'It is only for accounts that ask for a code after the password. Turn it on, and you come straight back here.',
  verificationNeededTitle: 'Please verify that it is you',
  verificationNeededLede: 'This page asks for a second step in this session.',
  staffNeededTitle: 'This page is for staff',
  staffNeededLede: 'Your account is not among them. If it should be, ask whoever runs this site.',

  ...enFailures,

  // The profile
  profileTitle: 'Two-step verification',
  profileOn: 'It is on: a stolen password alone does not open your account.',
  profileOff: 'It is off: your password alone opens your account.',
  methodTitle: 'How you verify',
  defaultStays: 'This is what you are asked for when you sign in. To remove it, make another way the default.',
  devicesTitle: 'Other ways to verify',
  noOtherDevices: 'None yet. Another one lets you in if you lose the first.',
  addedDevice: 'It is added. Give it a name.',
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
  disableTitle: 'Turn off two-step verification',
  disableText:
    'A stolen password alone would then open your account. Your ways to verify and your backup tokens are removed, and everywhere else you are signed out.',
  iAmSure: 'Yes, I am sure',
  notSure: 'Tick this if you are sure. Nothing was turned off.',
  disabled: 'Two-step verification is off now. Your devices and backup tokens are removed.',
}

export type Messages = typeof en
