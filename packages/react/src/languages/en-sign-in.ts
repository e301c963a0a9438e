import { enFailures } from './en-failures.ts'

/** What the first step of a sign-in says, and what stands over everything else until it is there. */
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

  // What can be done with a phone
  smsAction: ({ destination }: { destination: string }) => `Send text message to ${destination}`,
  callAction: ({ destination }: { destination: string }) => `Call number ${destination}`,

  // What stands over the rest, before that is there
  enterCode: 'Enter your code',
  stepUpTitle: "Confirm it's you",
  stepUpLede: 'This needs a fresh check. What you were doing stays as it is.',
  introductionTitle: 'Turn on two-step verification',
  phoneSetupTitle: 'Add a phone',
  backupTitle: 'Backup tokens',
  checking: 'Checking who you are',
  profileTitle: 'Two-step verification',
  methodTitle: 'How you verify',
  devicesTitle: 'Other ways to verify',
  disableTitle: 'Turn off two-step verification',

  ...enFailures,
}
