import { here, type Item, kit, type Section, story, tests, unit } from './row.ts'

export const deviceBase: Section<Item> = {
  title: '1.3 Device and its mixins',
  rows: [
    {
      theirs: '`Device.user`',
      ours: '`userId` of the row',
      shown: [tests('server/host-calls', 'delete takes devices, sessions and password along')],
    },
    {
      theirs: '`Device.name`',
      ours: '`name`, for people; `devices.change({ id, name })`',
      shown: [19, tests('server/changing-devices', 'renames a device'), story('devices/profile-changes', 'Renaming')],
      difference: 'A name means nothing to the server: which device is asked first is a mark of its own (`default`).',
    },
    {
      theirs: '`Device.confirmed`',
      ours: '`devices.begin` and `devices.confirm`; unconfirmed ones show as `pending` to their session alone',
      shown: [50, 76, tests('server/enrolment', 'cannot be confirmed by another session')],
      difference: 'An unconfirmed device is offered, accepted and listed nowhere, and lapses after 600 s.',
    },
    {
      theirs: '`Device.persistent_id`',
      ours: '`id`, 128 random bits',
      shown: [17],
      difference: 'It tells neither the kind of device nor how many there are.',
    },
    {
      theirs: '`Device.from_persistent_id(id, for_verify)`',
      ours: '`deviceId` of a call, looked up among the user’s own',
      shown: [17, 79, 81],
      difference:
        'No lock is taken by a look-up: counting and using up are verdicts of the store, each one transaction.',
    },
    {
      theirs: '`Device.is_interactive()`',
      ours: '`interactive` of a device; `sends` of a device type',
      shown: [16, tests('server/sign-in', 'owes the second step after the password')],
    },
    { theirs: '`Device.generate_is_allowed()`', ours: '`sent.resendAt`', shown: [87] },
    {
      theirs: '`Device.generate_challenge()`',
      ours: '`login.challenge`, `stepUp.challenge`, `devices.challenge`',
      shown: [16, 51, 94, tests('server/email-messages', 'a gateway that %s')],
      difference:
        'A gateway that fails is an answer (`delivery_failed`) and no exception that each caller has to catch.',
    },
    {
      theirs: '`Device.verify_is_allowed()`',
      ours: '`lockedUntil` of a device, `throttled` with `retryAfter`',
      shown: [86],
    },
    {
      theirs: '`Device.verify_token(token)`',
      ours: '`login.verify`, `stepUp.verify`, `devices.confirm`; `verify()` of a device type',
      shown: [13, 77, 81],
    },
    {
      theirs: '`DeviceManager.devices_for_user(user, confirmed)`',
      ours: '`devices.list()`, `keystep.devicesOf(userId)`',
      shown: [64, 76, tests('server/host-calls', 'devicesOf gives what the user sees')],
      difference: 'Confirmed ones only: there is no call that could mistake an unconfirmed device for one.',
    },
    {
      theirs: '`ThrottlingMixin`',
      ours: '`throttle: { freeTries, firstWaitSeconds, longestWaitSeconds }`, `referenceThrottle(factor)`',
      shown: [14, 86, 96, tests('server/wrong-codes', 'each further wrong code costs twice the wait')],
      difference:
        'By default four slips cost nothing and no wait is longer than an hour, so that a stranger cannot shut out an ' +
        'owner for days.',
    },
    {
      theirs: '`CooldownMixin`',
      ours: '`resendSeconds` of `email()`, `budgets.spacingSeconds` of `sms()` and `call()`',
      shown: [87],
      difference:
        'The wait ends at 60 s and not after, and it is each login’s own, because a code by mail opens only the login ' +
        'it was sent for. By phone it is the number’s, and grows.',
    },
    { theirs: '`TimestampMixin`', ours: '`createdAt`, `lastUsedAt`', shown: [88] },
    {
      theirs: '`SideChannelDevice`',
      ours: 'codes that are sent: `lifetimeSeconds`, `digits` of `email()`',
      shown: [91, tests('server/email', 'takes the code of one login in no other')],
      difference: 'The code is kept as a keyed hash and bound to one login, one step-up or one enrolment.',
    },
    { theirs: '`VerifyNotAllowed.N_FAILED_ATTEMPTS`', ours: 'the error `throttled`', shown: [86] },
    {
      theirs: '`GenerateNotAllowed.COOLDOWN_DURATION_PENDING`',
      ours: 'no error: the same `sent` again; `throttled` with `sending` where another login was sent one',
      shown: [87],
      difference: 'Who presses twice is told what went out, and does not have to be told off.',
    },
  ],
}

export const totpDevice: Section<Item> = {
  title: '1.4 TOTPDevice',
  rows: [
    {
      theirs: '`key`',
      ours: '`totp({ keyBytes })`: 20 to 64, sealed',
      shown: [37, 92, unit('server/src/device-types/totp/totp', 'has 160 bits')],
      difference: 'A key is never in the clear in the database, and shorter ones than RFC 4226 asks for are refused.',
    },
    {
      theirs: '`step`',
      ours: '`totp({ step })`',
      shown: [unit('server/src/device-types/totp/totp', 'steps are counted from t0 and as long as step says')],
    },
    { theirs: '`t0`', ours: '`totp({ t0 })`', shown: [84] },
    {
      theirs: '`digits`, `TWO_FACTOR_TOTP_DIGITS`',
      ours: '`totp({ digits: 6 | 8 })`, `codeLength` of a device',
      shown: [here('totp-device', '1.4: codes can have eight digits'), kit('parts/code-input', 'takes eight digits')],
    },
    { theirs: '`tolerance`', ours: '`totp({ tolerance: 0 | 1 | 2 })`', shown: [47, 84] },
    {
      theirs: '`drift`, `OTP_TOTP_SYNC`',
      ours: '`totp({ sync })`',
      shown: [84, unit('server/src/device-types/totp/totp', 'stays within one step')],
      difference:
        'At most one step is remembered and two are bridged, so that nobody who sees codes early can walk the window ' +
        'away.',
    },
    {
      theirs: '`last_t`',
      ours: '`counter`, which only grows',
      shown: [84, here('totp-device', '1.4: the code that set the app up is used up')],
      difference: 'It begins with the step of the code that set the app up, so that code signs nobody in afterwards.',
    },
    {
      theirs: '`verify_token(token)`: throttle, number, candidates, success, failure',
      ours: 'the same order; counted before it is judged',
      shown: [48, 86, 95, 96],
      difference: 'A code is text of a whole length, so `45675` is no code where `045675` is one, and charges nobody.',
    },
    {
      theirs: 'HOTP-SHA1, the test vectors',
      ours: "the same; `totp({ algorithm: 'SHA256' })` for apps that know it",
      shown: [
        here('totp-device', '1.4: the codes are the reference’s'),
        unit('server/src/device-types/totp/totp-code', 'RFC 6238'),
      ],
    },
    {
      theirs: '`config_url`, `OTP_TOTP_ISSUER`, `OTP_TOTP_IMAGE`',
      ours: '`otpauthUri`; `issuer` and `totp({ image })`, each a text or a function',
      shown: [85],
      difference:
        'What is the format’s default is left out, as `get_otpauth_url` does, for apps that know no parameters.',
    },
    { theirs: '`OTP_TOTP_THROTTLE_FACTOR`', ours: '`throttle`, for every method', shown: [14, 86] },
  ],
}

export const staticDevice: Section<Item> = {
  title: '1.5 StaticDevice and StaticToken',
  rows: [
    {
      theirs: '`StaticDevice`, `token_set`',
      ours: '`backup({ hash, count })`, `tokensLeft`',
      shown: [18, 19, 55, story('login/login-wizard', 'BackupToken')],
      difference: 'A user has one set and never it alone: it comes with the first device and goes with the last.',
    },
    {
      theirs: '`verify_token(token)`',
      ours: '`login.verify` with the set’s `deviceId`',
      shown: [89, 99],
      difference:
        'Case, spaces, dashes and letters that look like digits are forgiven, since a token is read off paper.',
    },
    { theirs: '`OTP_STATIC_THROTTLE_FACTOR`', ours: '`throttle`, for every method', shown: [21, 86] },
    {
      theirs: '`StaticToken.token`, in clear',
      ours: 'a slow hash of each',
      shown: [9, tests('server/backup-tokens', 'is shown once, and nowhere again')],
      difference: 'Whoever reads the database reads no token.',
    },
    {
      theirs: '`StaticToken.random_token()`: 40 bits',
      ours: '80 bits in four groups',
      shown: [
        tests('server/backup-tokens', 'has ten tokens of eighty bits'),
        unit('server/src/device-types/backup/backup-token', 'each of its letters is as likely'),
      ],
      difference: 'NIST SP 800-63B-4 asks for 64 bits.',
    },
    {
      theirs: '`addstatictoken`, `add_static_token()`',
      ours: '`keystep add-backup-token`, `keystep.addBackupToken(userId)`',
      shown: [tests('cli/add-backup-token', 'prints a token that signs in once')],
      difference: 'The token is made and cannot be given, so that nobody chooses a weak one.',
    },
  ],
}

export const phoneDevice: Section<Item> = {
  title: '1.6 PhoneDevice',
  rows: [
    {
      theirs: '`number`',
      ours: '`number` of `devices.begin`, kept sealed; masked in `destination`; `countries` of `sms()` and `call()`',
      shown: [42, 61, tests('server/phones', 'says what is wrong with a number')],
      difference: 'Each country has to be named, since each one more can be milked by whoever earns by its numbers.',
    },
    {
      theirs: "`key`, `method` in `{'call', 'sms'}`",
      ours: 'no key; the methods `sms` and `call`, of two device types',
      shown: [41, 42, 60],
      difference: 'Codes are random, so that no row holds a secret to make them from.',
    },
    {
      theirs: '`verify_token(token)`: the current code or one of the five before',
      ours: '`login.verify`, `stepUp.verify`, `devices.confirm`',
      shown: [60, 109, tests('server/phones', 'the code of one login opens no other')],
      difference: 'A code lives 300 s, one at a time; it works once, and for the login it was sent for.',
    },
    {
      theirs: '`generate_challenge()`',
      ours: '`login.challenge`, `stepUp.challenge`, `devices.challenge`; `budgets` of `sms()` and `call()`',
      shown: [16, 94, 112, tests('server/phone-budgets', '30, 60 and 120 seconds')],
      difference:
        'With waits, with budgets of a login, a number, a user and all of them, and with a breaker, because messages ' +
        'cost money and fraudsters earn by them.',
    },
    { theirs: '`TWO_FACTOR_PHONE_THROTTLE_FACTOR`', ours: '`throttle`, for every method', shown: [15, 94] },
  ],
}
