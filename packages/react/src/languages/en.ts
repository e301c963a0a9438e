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
  // Backup tokens
  backupLabel: 'Backup tokens',
  backupLede: 'Type one of the backup tokens you saved. Each works once.',
  backupCode: 'Backup token',
  byMethod: ({ label }: { label: string }) => `Use ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
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
  chooseMethod: 'Choose how to verify',
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
  finishedTitle: 'Two-step verification is on',
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

  // What can go wrong, by code
  failures: {
    bad_request: 'Something in there is not right. Check what you typed and try again.',
    invalid_credentials: 'That name and password do not match. Check both and try again.',
    invalid_code: "That code didn't work. Wait for a new one in your app and try again.",
    login_expired: 'Your sign-in took too long and has ended. Please sign in again.',
    unauthenticated: 'You are signed out. Please sign in again.',
    first_factor_required: 'Please sign in again before you change how your account is protected.',
    verification_required: 'Please verify that it is you, and try again.',
    enrolment_required: 'Turn on two-step verification first.',
    step_up_required: 'Please verify again, and try once more.',
    staff_required: 'This is for staff only.',
    origin_rejected: 'This page may not talk to the server. Open the site from its own address.',
    not_found: 'That is not there any more. Start again.',
    method_not_allowed: 'This cannot be done here. Reload the page and try again.',
    conflict: 'That does not fit with what is there now. Reload the page and look again.',
    body_too_large: 'That is too long. Shorten it and try again.',
    not_json: 'The server did not understand. Reload the page and try again.',
    throttled: 'Too many codes were wrong.',
    delivery_failed: 'Your code could not be sent. Try again, or use another way.',
    busy: 'Many people are signing in right now. Try again in a moment.',
    unavailable: 'Something is not working on our side. Your account is safe. Try again in a minute.',
    unreachable: 'The server cannot be reached. Check your connection and try again.',
  },
  wrongPassword: 'That password does not match. Check it and try again.',
  invalidToken: "That backup token didn't work. Check it, or use another one from your list.",
  // What is wrong with a field, by key
  fields: {
    format: 'That is not a whole code. Check what you typed.',
    required: 'Fill this in.',
    password_too_short: 'Use 8 characters or more.',
    password_too_long: 'Use a shorter password.',
    password_too_common: 'Many people use this password, so it is tried first. Choose another.',
    identifier_taken: 'Somebody has an account with this address. Sign in instead?',
  },
  triesLeft: ({ count }: { count: number }) => (count === 1 ? 'One try left.' : `${count} tries left.`),
}

export type Messages = typeof en
