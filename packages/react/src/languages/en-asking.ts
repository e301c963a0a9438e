import { timeInWords } from './time-in-words.ts'

type Seconds = { seconds: number }
type Destination = { destination: string }

/** What is said where somebody is asked to verify, and by every method. It comes with the second step. */
export const enAsking = {
  // The second step
  verify: 'Verify',
  verified: 'Verified',
  otherWays: 'Use another way',
  tryNow: 'You can try again now.',
  noWayToAnswer:
    'This account has no way to verify that works here. Sign in another way, or ask the people who run this site for help.',
  notOffered: ({ label }: { label: string }) => `${label}: too many codes were wrong, or it was removed.`,
  trustBrowser: ({ seconds }: Seconds) =>
    `Don't ask for a code on this browser for ${timeInWords(seconds)}. Only if nobody else uses it.`,
  byMethod: ({ label }: { label: string }) => `Use ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
  byDestination: ({ label, destination }: Destination & { label: string }) => `${label} to ${destination}`,
  byNamed: ({ label, name }: { label: string; name: string }) => `Use ${name} (${label})`,

  // What is sent before it can be answered, and a call, which is not sent
  sentWords: {
    sending: 'Sending a code',
    first: 'Send a code',
    firstIn: ({ seconds }: Seconds) => `You can ask for a code in ${timeInWords(seconds)}.`,
    firstNow: 'You can ask for a code now.',
    again: 'Send a new code',
    againIn: ({ seconds }: Seconds) => `You can ask for a new code in ${timeInWords(seconds)}.`,
    againNow: 'You can ask for a new code now.',
    none: ({ destination }: Destination) => `No code was sent to ${destination} yet.`,
  },
  callWords: {
    sending: 'Calling you now',
    first: 'Call me',
    firstIn: ({ seconds }: Seconds) => `You can ask for a call in ${timeInWords(seconds)}.`,
    firstNow: 'You can ask for a call now.',
    again: 'Call again',
    againIn: ({ seconds }: Seconds) => `You can ask for another call in ${timeInWords(seconds)}.`,
    againNow: 'You can ask for another call now.',
    none: ({ destination }: Destination) => `We did not call ${destination} yet.`,
  },

  // Authenticator app
  totpLabel: 'Authenticator app',
  totpLede: 'Open your authenticator app and type the code it shows for this site.',
  totpCode: 'Code from your app',
  // Text message
  smsLabel: 'Text message',
  smsLede: ({ destination }: Destination) => `We text a code to ${destination}.`,
  smsCode: 'Code from the text message',
  smsInstead: ({ destination }: Destination) => `Text ${destination} instead`,
  // Phone call
  callLabel: 'Phone call',
  callLede: ({ destination }: Destination) =>
    `We are calling ${destination} now. Press any key, and type the digits you hear.`,
  callCode: 'Code from the call',
  callInstead: ({ destination }: Destination) => `Call ${destination} instead`,
  // E-mail
  emailLabel: 'E-mail',
  emailLede: ({ destination }: Destination) => `We send a code to ${destination}. It may take a minute to arrive.`,
  emailCode: 'Code from the mail',
  // Backup tokens
  backupLabel: 'Backup tokens',
  backupLede: 'Type one of the backup tokens you saved. Each works once.',
  backupCode: 'Backup token',

  // Step-up
  firstFactorLede: 'Type your password again before you change how your account is protected.',
  confirmPassword: 'Confirm password',
  reauthenticate: 'Sign in again',
  reauthenticateLede: 'Sign in again before you change how your account is protected.',
}
