import { type Behaviour, kit, type Section, story, tests, unit } from './row.ts'

export const otp: Section<Behaviour> = {
  title: 'django-otp',
  rows: [
    {
      number: 76,
      theirs: '`user_has_device`: nobody, no device',
      ours: '`hasDevice`, `keystep.devicesOf()`',
      tests: 'profile',
    },
    {
      number: 77,
      theirs: '`verify_token`, `match_token`: wrong, right',
      ours: '`login.verify`, `stepUp.verify`',
      tests: 'devices',
      difference: 'No call tries a code on every device, since that charges all but one of them.',
    },
    { number: 78, theirs: '`otp_verification_failed`', ours: '`verification.failed`', tests: 'devices' },
    {
      number: 79,
      theirs: 'the session’s device: valid, old form, missing, unknown, another’s',
      ours: 'the session’s row and its device',
      tests: 'devices',
      also: [tests('server/removing-devices', 'that verified a session leaves it unverified')],
      difference: 'There is no old form of id, and no browser holds one.',
    },
    {
      number: 80,
      theirs: 'the form: devices after the password; who is logged in needs the token alone',
      ours: '`login.start`, `login.verify`; `stepUp.verify`',
      tests: 'second-step',
      also: [story('login/second-step', 'StepUp')],
      difference: 'Password and code are two calls, so that devices show only to whoever knew the password.',
    },
    {
      number: 81,
      theirs: 'ten uses of one token at once: one success',
      ours: 'sixty-four, on both stores',
      tests: 'races',
      also: [tests('server/used-codes', 'of many uses at once exactly one wins')],
    },
    {
      number: 82,
      theirs: 'ten wrong tokens at once: one counts with throttling, ten without',
      ours: 'as many as the budget has; all of them with the throttle off',
      tests: 'races',
      also: [tests('server/wrong-codes', 'sixty-four wrong codes at once are judged five times')],
      difference: 'By default five are judged and all five count; with `referenceThrottle()` it is one, as there.',
    },
    {
      number: 84,
      theirs: 'TOTP: tolerance, drift, sync, no reuse',
      ours: '`totp({ tolerance, sync })`',
      tests: 'totp-device',
      also: [unit('server/src/device-types/totp/totp', 'of a slow device moves the window the other way')],
      difference: 'Drift is remembered up to one step, so that the window cannot be walked away.',
    },
    { number: 85, theirs: '`config_url`: label, issuer, image', ours: '`otpauthUri`', tests: 'totp-device' },
    {
      number: 86,
      theirs: 'throttling: refused at once, accepted after 1.1 s, five count once, the data, cleared by success',
      ours: '`throttled` with `retryAfter`, `lockedUntil`, `triesLeft`',
      tests: 'throttling',
      also: [tests('server/wrong-codes', 'the schedule is an option')],
      difference: 'The number of failures is not told; how many tries are left is, because that is what a user asks.',
    },
    {
      number: 87,
      theirs: 'cooldown: the first, the second, its reason and end; a right token resets it',
      ours: '`sent.resendAt`; the same `sent` again',
      tests: ['email', 'phones'],
      also: [
        tests('server/email', 'sends when asked and not before'),
        story('login/second-step-by-mail', 'AnotherCode'),
      ],
      difference:
        'By mail the wait is each login’s own, as its code opens no other login. By phone it is the number’s, whoever ' +
        'asks, and a right code does not end it, since each message costs money.',
    },
    { number: 88, theirs: '`created_at`, `last_used_at`', ours: '`createdAt`, `lastUsedAt`', tests: 'devices' },
    {
      number: 89,
      theirs: 'static tokens: consumed, of duplicates one; another’s device; a bogus one',
      ours: 'the same; a set holds no duplicates',
      tests: 'backup-tokens',
      difference: 'Tokens are made of 80 random bits and never given, so two alike would be a fault.',
    },
    {
      number: 90,
      theirs: 'HOTP: exact, within tolerance, beyond it',
      ours: '`hotp({ lookAhead })` of `@keystep/server/hotp`',
      tests: 'hotp-device',
      also: [tests('server/device-types', 'signs in with the next code, skips up to five')],
    },
    {
      number: 91,
      theirs: 'e-mail: single use, 300 s, subject, HTML, another address, the cooldown’s message',
      ours: '`email({ subject, text, html, lifetimeSeconds })`',
      tests: 'email',
      also: [tests('server/email-messages', 'subject, text and html are the app’s')],
    },
    {
      number: 92,
      theirs: 'QR code and configuration in the admin, by permission',
      ours: 'none: no call shows a key again',
      tests: 'profile',
      difference: 'A second factor that the staff can read is no factor of the user’s.',
    },
  ],
}

export const observed: Section<Behaviour> = {
  title: 'Observed',
  rows: [
    {
      number: 94,
      theirs: 'a wrong token sends nothing; choosing a device does; while throttled nothing is sent',
      ours: 'the same; while it waits the answer is `throttled`',
      tests: ['email', 'phones'],
      also: [
        tests('server/email', 'counts on over new codes'),
        tests('server/phone-budgets', '30, 60 and 120 seconds'),
      ],
      difference: 'Choosing it again sends no second code within the wait before the next one: each costs money.',
    },
    {
      number: 95,
      theirs: 'what is no token is no failure',
      ours: 'the same',
      tests: 'throttling',
      also: [
        story('login/second-step', 'HalfACode'),
        kit('parts/code-input', 'turns digits of other scripts into ASCII'),
      ],
    },
    {
      number: 96,
      theirs: 'tries during a lock neither count nor extend it',
      ours: 'the same',
      tests: 'throttling',
    },
    {
      number: 99,
      theirs: 'a backup token in upper case is refused; spaces around it are not',
      ours: 'both are taken',
      tests: 'backup-tokens',
      difference: 'A token is copied by hand on a bad day; forgiving its case costs none of its bits.',
    },
    { number: 103, theirs: 'back to the password forgets the first factor', ours: 'the same', tests: 'login' },
    {
      number: 105,
      theirs: 'the session’s id changes at login',
      ours: 'its token, at every change of strength',
      tests: 'login',
    },
    {
      number: 108,
      theirs: 'a stray GET of set-up makes the right code wrong',
      ours: 'it changes nothing',
      tests: 'set-up',
      also: [story('setup/setup-wizard', 'ResumedAfterReload'), story('setup/setup-wizard', 'NewQrAfterReload')],
      difference: 'That is a fault of the reference, whose users lose their set-up by it.',
    },
    {
      number: 109,
      theirs: 'a phone’s code and the five before it',
      ours: '`sms({ lifetimeSeconds })`, `call({ lifetimeSeconds })`: 300 by default; one code lives',
      tests: 'phones',
      also: [tests('server/phones', 'after five wrong tries a code is dead')],
      difference:
        'A code works once, for the login it was sent for; six codes at once are six times as easily guessed.',
    },
    {
      number: 111,
      theirs: '600 s pass and 601 s fail, for switching the device too',
      ours: 'the last moment is just before 600 s',
      tests: 'pending-login',
      difference: 'Times are told as the moment they end, and at that moment they are over.',
    },
    {
      number: 112,
      theirs: 'a phone number twice, each with a key of its own',
      ours: 'allowed: two devices, under one budget of the number',
      tests: 'phone-set-up',
      difference: 'Neither has a key: a code is random, and bound to its device and its login.',
    },
  ],
}
