import { timeInWords } from './time-in-words.ts'

/** What can go wrong, and what to do about it. */
export const enFailures = {
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
    throttled: 'Too many tries were wrong.',
    delivery_failed: 'Your code could not be sent. Try again, or use another way.',
    busy: 'Many people are signing in right now. Try again in a moment.',
    unavailable: 'Something is not working on our side. Your account is safe. Try again in a minute.',
    unreachable: 'The server cannot be reached. Check your connection and try again.',
  },
  wrongPassword: 'That password does not match. Check it and try again.',
  sendingWaits: 'No new code can be sent yet.',
  lockedFor: ({ seconds }: { seconds: number }) => `You can try again in ${timeInWords(seconds)}.`,
  // A wrong answer that is no code of an app
  wrongAnswers: {
    backup: "That backup token didn't work. Check it, or use another one from your list.",
    sent: "That code didn't work. Check it, or ask for a new one.",
  },
  // What is wrong with a field, by key
  fields: {
    format: 'That is not a whole code. Check what you typed.',
    required: 'Fill this in.',
    address_format: 'That is not an e-mail address. Check it for typing errors.',
    number_format: 'Type the number with its country code, such as +31 6 12345678.',
    number_country: 'Numbers of that country cannot be used here.',
    number_premium: 'That number costs extra to reach. Use an ordinary one.',
    invalid: 'That does not look right. Check what you typed.',
    password_too_short: 'Use 8 characters or more.',
    password_too_long: 'Use a shorter password.',
    password_too_common: 'Many people use this password, so it is tried first. Choose another.',
    too_many_devices: 'You have as many devices as there can be. Remove one you no longer use, and try again.',
    identifier_taken: 'Somebody has an account with this address. Sign in instead?',
  },
  triesLeft: ({ count }: { count: number }) => (count === 1 ? 'One try left.' : `${count} tries left.`),
}
