import { enFailures } from './en-failures.ts'
import { timeInWords } from './time-in-words.ts'

/** What a sign-in says, and what stands over everything else until it is there. */
export const enSignIn = {
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
  // E-mail
  emailLabel: 'E-mail',
  emailLede: ({ destination }: { destination: string }) =>
    `We send a code to ${destination}. It may take a minute to arrive.`,
  emailCode: 'Code from the mail',
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

  // What stands over the rest, before that is there
  introductionTitle: 'Turn on two-step verification',
  backupTitle: 'Backup tokens',
  checking: 'Checking who you are',
  profileTitle: 'Two-step verification',
  methodTitle: 'How you verify',
  devicesTitle: 'Other ways to verify',
  disableTitle: 'Turn off two-step verification',

  ...enFailures,
}
