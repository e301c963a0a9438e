import { here, type Item, kit, type Section, story, tests, unit } from './row.ts'

export const loginView: Section<Item> = {
  title: '1.11 LoginView',
  rows: [
    {
      theirs: '`AUTH_STEP`, `TOKEN_STEP`, `BACKUP_STEP`',
      ours: 'the states `anonymous`, `second_factor`, `signed_in`; a backup token answers the second',
      shown: [1, 13, 18],
    },
    {
      theirs: '`redirect_authenticated_user`',
      ours: '`<LoginWizard>` says who is signed in, and goes on at a press',
      shown: [12, story('login/login-wizard', 'AlreadySignedIn')],
      difference: 'Nothing redirects by itself, so nothing can go round in circles.',
    },
    {
      theirs: '`redirect_field_name`',
      ours: '`next` of `login.start`, from wherever `useLogin({ next })` has it',
      shown: [5, 6, kit('login/login-wizard', 'ends with the session and where the user was heading')],
    },
    {
      theirs: 'the template `core/login.html`',
      ours: '`slots`, `messages`, or `useLogin()` and `useSecondStep()` under markup of one’s own',
      shown: [story('login/login-wizard', 'OwnFirstStep')],
    },
    {
      theirs: '`success_url_allowed_hosts`',
      ours: '`allowedNextOrigins`',
      shown: [7, unit('contract/src/safe-next', 'paths of this origin still do')],
      difference: 'Whole origins, scheme and port among them.',
    },
    {
      theirs: 'the token step: a default device, and no remembered browser',
      ours: 'any confirmed device, and no trusted browser',
      shown: [13, 27, tests('server/sign-in', 'owes the second step after the password')],
      difference: 'A device asks for its code whatever it is called.',
    },
    {
      theirs: 'the backup step: even without tokens',
      ours: 'a device among the others, while it has tokens',
      shown: [18, tests('server/backup-tokens', 'is refused where the app has no backup tokens')],
    },
    {
      theirs: 'after the password: user, backend, time, and nobody is signed in',
      ours: 'the same, in a row of its own',
      shown: [8, 9, tests('adversarial/pending-login', 'a pending login’s token changes no answer')],
    },
    { theirs: 'no default device: signed in at once', ours: 'no device: the same', shown: [3] },
    {
      theirs: '`TWO_FACTOR_LOGIN_TIMEOUT`',
      ours: '`loginSeconds`; `0`: never',
      shown: [10, 11, 111, story('login/login-wizard-failures', 'LoginExpired')],
    },
    {
      theirs: '`wizard_goto_step=auth` forgets the user',
      ours: '`login.giveUp`, or a new `login.start`',
      shown: [26, 103],
    },
    {
      theirs: 'the user is loaded again with each request',
      ours: 'the same; disabling ends the login, and so does a changed password',
      shown: [
        tests('server/host-calls', 'disable ends everything'),
        tests('server/passwords', 'ends a pending login, and leaves the devices as they are'),
      ],
      difference: 'A password that was changed meanwhile proves nothing any more.',
    },
    {
      theirs: 'an inactive user: the answer of a wrong password',
      ours: 'the same',
      shown: [2, tests('server/sign-in', 'answers the same for a wrong password')],
    },
    {
      theirs: '`get_token_form_class()` of a method',
      ours: '`Answer` of a method',
      shown: [story('login/login-wizard', 'BackupToken')],
    },
    {
      theirs: '`get_device()`: an unknown choice falls back to the default',
      ours: '`invalid_code`, and nobody is charged',
      shown: [17],
      difference: 'A code is judged by the device it is for, or by none.',
    },
    {
      theirs: 'a challenge whenever the token step shows, and not after a wrong token',
      ours: '`login.challenge`, which the kit calls when a device is chosen',
      shown: [16, 51, 94, story('login/second-step-by-mail', 'Waiting')],
      difference: 'Drawing a page sends nothing.',
    },
    { theirs: 'only the chosen device judges a token', ours: 'the same', shown: [20, 21, 77] },
    {
      theirs: 'the messages `token_required`, `invalid_token`, `n_failed_attempts`, `verification_not_allowed`',
      ours: '`messages` by code: `required`, `invalid_code`, `throttled`',
      shown: [
        13,
        86,
        story('login/login-wizard-failures', 'WrongCode'),
        story('login/login-wizard-failures', 'LockedOut'),
        story('login/second-step', 'HalfACode'),
      ],
      difference: 'They say how many tries are left and when the next one is, which the reference knows and keeps.',
    },
    {
      theirs: 'the format of a token; one that has it not is no failure',
      ours: 'the same, and spaces are forgiven',
      shown: [48, 95, 99],
    },
    {
      theirs: '`done()`: a new session key, another user’s session flushed',
      ours: 'a new token; the browser’s session and pending login end',
      shown: [105, tests('server/sign-in', 'ends the session and the pending login that the browser had')],
    },
    {
      theirs: 'without a device and `next` an OTP view: to set-up',
      ours: 'the page’s own guard leads there and back',
      shown: [67, story('session/require-verified', 'SetUpInPlace')],
    },
    {
      theirs: 'the success URL: POST `next`, GET `next`, `LOGIN_REDIRECT_URL`',
      ours: '`next`, then `urls.afterLogin`',
      shown: [4, 5, 7, tests('server/sign-in', '%j leads to %j, with and without a second step')],
      difference: 'A bare word and an empty `next` lead nowhere, and never to an error.',
    },
    {
      theirs: 'context `other_devices`',
      ours: '`devices` of `second_factor`',
      shown: [16, 50],
      difference: 'Confirmed ones alone.',
    },
    { theirs: 'context `backup_tokens`', ours: '`tokensLeft`', shown: [18] },
    {
      theirs: 'context `cancel_url`',
      ours: '`<LoginWizard onCancel>`, `login.giveUp`',
      shown: [26, story('login/login-wizard', 'SomebodyElse')],
    },
  ],
}

export const rememberCookie: Section<Item> = {
  title: '1.11 The remember cookie',
  rows: [
    { theirs: '`TWO_FACTOR_REMEMBER_COOKIE_AGE`', ours: '`trustSeconds`, up to 30 days', shown: [28, 30] },
    {
      theirs: 'the checkbox `remember`, ticked, “Don’t ask again on this device for …”',
      ours: '`trustBrowser` of `login.verify`; the kit’s checkbox',
      shown: [28, story('login/trust-browser', 'Offered')],
      difference: 'It is not ticked: an account gets weaker only where its user says so.',
    },
    {
      theirs: 'set by the token form alone',
      ours: 'by any second step',
      shown: [27, 29, story('login/trust-browser', 'Ticked')],
    },
    {
      theirs: 'the prefix of its name, several at once',
      ours: '`cookieName`; one a browser',
      shown: [27, tests('server/trusted-browsers', 'is asked for by a browser, once for each')],
    },
    {
      theirs: 'its value: time, device, signature',
      ours: 'a random token, of which a hash is kept',
      shown: [35],
      difference: 'What is kept can be ended, and nobody who learns a key can forge it.',
    },
    {
      theirs: '`_DOMAIN`, `_PATH`, `_SECURE`, `_HTTPONLY`, `_SAMESITE`',
      ours: '`__Host-`, Secure, HttpOnly, Lax',
      shown: [tests('adversarial/headers', 'on https are Secure, HttpOnly, Lax')],
      difference: 'There is no weaker choice to make by mistake.',
    },
    {
      theirs: 'a valid one verifies the session',
      ours: 'it skips the second step; `acceptTrustedBrowser` on a guard lets it in',
      shown: [27],
      difference: 'A browser that was trusted weeks ago is no proof of who sits before it.',
    },
    {
      theirs: 'a wrong one throttles the device and is deleted',
      ours: 'it is cleared, and costs nothing',
      shown: [30, 31, 32],
      difference: 'Otherwise whoever can set a cookie could lock an account, and a stale one would lock its owner’s.',
    },
    {
      theirs: 'ends with a changed password, a deleted device, its age, `SECRET_KEY`',
      ours: 'with a changed password, any change of devices, new backup tokens, `endSessions()`, its age',
      shown: [tests('server/trusted-browsers', 'ends with')],
    },
    {
      theirs: 'another user’s is ignored without penalty',
      ours: 'the same',
      shown: [35, tests('server/trusted-browsers', 'is for one user')],
    },
  ],
}

export const functions: Section<Item> = {
  title: '1.12 Functions',
  rows: [
    { theirs: '`get_otpauth_url()`', ours: '`otpauthUri` of `devices.begin`', shown: [37, 85] },
    {
      theirs: '`totp_digits()`',
      ours: '`codeLength` of a device',
      shown: [here('totp-device', '1.4: codes can have eight')],
    },
    {
      theirs: '`validate_international_phonenumber`',
      ours: '`bad_request`, the field `number`: `required`, `number_format`, `number_country`, `number_premium`',
      shown: [
        57,
        here('phone-set-up', '1.12: %s is a number'),
        here('phone-set-up', '1.12: %s is none'),
        unit('server/src/device-types/phone/read-phone-number', 'reads %j as one number'),
      ],
      difference:
        '`00` before the country is taken, as the message there says it is; letters behind a number are not. Numbers ' +
        'that cost more are refused.',
    },
    { theirs: '`backup_phones(user)`', ours: '`devices.list()`; `keystep.devicesOf(userId)`', shown: [62] },
    { theirs: '`mask_email`', ours: '`destination` of a device', shown: [here('email', '1.12: the address'), 16] },
  ],
}
