import { type Behaviour, kit, type Section, story, tests, unit } from './row.ts'

export const setUp: Section<Behaviour> = {
  title: 'Set-up',
  rows: [
    {
      number: 36,
      theirs: 'the welcome text',
      ours: 'the introduction of `<SetupWizard>`',
      tests: 'set-up',
      also: [story('setup/setup-wizard', 'Introduction')],
    },
    {
      number: 37,
      theirs: 'one method: no choice; a secret of 20 bytes; the otpauth URL',
      ours: 'the same, letter by letter',
      tests: 'set-up',
      also: [story('setup/setup-wizard', 'ScanCode')],
      difference: 'No session holds the secret: it is in one answer, and sealed in the device’s row.',
    },
    {
      number: 38,
      theirs: 'an empty token, a wrong one, the right one; one device',
      ours: '`bad_request`, `invalid_code`, the device',
      tests: 'set-up',
      also: [story('setup/setup-wizard', 'WrongCode')],
      difference: 'Backup tokens come with the first device, so that nobody is without them on the day they need one.',
    },
    {
      number: 39,
      theirs: 'several methods: choose one',
      ours: '`methods`',
      tests: 'set-up',
      also: [story('setup/setup-by-mail', 'ChooseMethod')],
    },
    {
      number: 40,
      theirs: 'a `success_url` of one’s own',
      ours: '`<SetupWizard next onDone>`',
      tests: 'set-up',
      also: [story('setup/setup-wizard', 'WholeSetUp')],
    },
    {
      number: 41,
      theirs: 'calls only with a call gateway, as the settings are now',
      ours: '`call({ gateway, countries })`; `methods` of `devices.list()`',
      tests: 'phone-set-up',
    },
    {
      number: 42,
      theirs: 'set-up of a call and an SMS: one send, a wrong code, the right one',
      ours: '`devices.begin({ method, number })`, `devices.confirm`',
      tests: 'phone-set-up',
      also: [tests('server/phones', 'texts one code, and only its coming back')],
      difference: 'The number is kept sealed, and an answer shows it masked.',
    },
    {
      number: 43,
      theirs: 'configured already: on to setup_complete',
      ours: '`hasDevice`; a further device is added with `purpose="add"`',
      tests: 'set-up',
      also: [story('setup/setup-wizard', 'AlreadyOn')],
    },
    { number: 44, theirs: 'finishing verifies the session', ours: 'the same', tests: 'set-up' },
    {
      number: 45,
      theirs: '“Add Phone Number” at the end, where there is a phone method',
      ours: 'the last step of `<SetupWizard>` offers what is missing; `methods` of `devices.list()`',
      tests: 'phone-set-up',
      also: [story('setup/setup-by-phone', 'Finished')],
      difference:
        'It offers every way that is missing and not phones alone, since codes by phone are the weakest of them.',
    },
    {
      number: 46,
      theirs: 'no management data: 400',
      ours: 'a body that is not the call’s: 400 `bad_request`',
      tests: 'set-up',
      difference: 'There is no such field: each step has a call of its own.',
    },
    { number: 47, theirs: 'codes of −1, 0, +1 steps, and not of ±2', ours: 'the same', tests: 'set-up' },
    {
      number: 48,
      theirs: 'a token keeps its leading zeros',
      ours: 'the same, and is none without them',
      tests: 'set-up',
      also: [kit('parts/code-input', 'takes the code out of a pasted sentence')],
    },
    {
      number: 49,
      theirs: 'e-mail: the user’s address, or one that is asked and saved on the user',
      ours: '`devices.begin` with or without `address`',
      tests: 'email',
      also: [story('setup/setup-by-mail', 'OwnAddress'), story('setup/setup-by-mail', 'AsksForAnAddress')],
      difference: 'The address is kept with the device, sealed: a user’s profile is the app’s to change.',
    },
    { number: 50, theirs: 'an e-mail device is unconfirmed until validated', ours: 'the same', tests: 'email' },
    {
      number: 51,
      theirs: 'an e-mail login sends one mail; letters are no token; context can be injected',
      ours: '`login.challenge`; `subject`, `text`, `html` of `email()`; the sender is the gateway’s',
      tests: 'email',
      also: [tests('server/email', 'sends when asked and not before')],
      difference: 'It is sent when the device is chosen and not when a page is drawn.',
    },
    { number: 52, theirs: 'the profile stands without an address', ours: '`devices.list()`', tests: 'email' },
    {
      number: 53,
      theirs: 'YubiKey OTPs',
      ours: 'none',
      tests: null,
      difference: 'They are checked by a service of their maker; the same keys are used as passkeys, without one.',
    },
    { number: 54, theirs: 'WebAuthn', ours: 'passkeys', tests: null, later: 'with passkeys' },
  ],
}

export const account: Section<Behaviour> = {
  title: 'Backup tokens, phones, profile, disable',
  rows: [
    {
      number: 55,
      theirs: 'no tokens yet; POST makes ten; POST again makes ten others',
      ours: 'the first device brings ten; `backupTokens.renew()`',
      tests: 'backup-tokens',
      also: [story('backup-tokens/backup-tokens', 'NewSetIsProved'), story('backup-tokens/backup-tokens', 'NoDevice')],
      difference: 'A new set waits until one of its tokens is typed, since an answer can get lost on its way.',
    },
    {
      number: 56,
      theirs: 'no phone method: away from its set-up',
      ours: '`methods` names none; `devices.begin` is refused; `<PhoneSetup>` says so',
      tests: 'phone-set-up',
      also: [story('devices/phone-setup', 'NoPhones')],
      difference: 'Nothing redirects by itself: a page that cannot help says why.',
    },
    {
      number: 57,
      theirs: 'a backup phone’s set-up: number and method, a bad number, the token, its name and its key',
      ours: '`devices.begin({ method, number, name })`, `devices.confirm`; `<PhoneSetup>`',
      tests: 'phone-set-up',
      also: [
        tests('server/phones', 'says what is wrong with a number'),
        story('setup/setup-by-phone', 'WrongNumber'),
        story('devices/phone-setup', 'AddedByCall'),
      ],
      difference:
        'The code is random and not made from a key of the device, which is no secret that could leak; and a further ' +
        'phone is named by its owner, as names mean nothing to the server.',
    },
    {
      number: 58,
      theirs: 'its `success_url`',
      ours: '`<PhoneSetup next onDone>`, as `<SetupWizard>` has them',
      tests: null,
      also: [story('devices/phone-setup', 'AddedByCall'), unit('contract/src/safe-next', 'paths of this origin')],
    },
    {
      number: 59,
      theirs: 'a backup phone goes, the default stays',
      ours: '`devices.remove({ id })`: `conflict` for the default, `not_found` for what is not one’s own',
      tests: 'phone-set-up',
      difference: 'The owner of the default device is told why it stays; nobody else learns that it is there.',
    },
    {
      number: 60,
      theirs: 'the key and the token of a phone',
      ours: 'a random code of 6 or 8 digits; what is no code is `bad_request`',
      tests: 'phone-set-up',
      also: [tests('server/phones', 'the code of one login opens no other')],
      difference:
        'There is no key to validate. What is no code charges nothing, so that the right one works at once, and its ' +
        'zeros are part of it.',
    },
    {
      number: 61,
      theirs: 'masking, formatting and action strings',
      ours: '`maskPhoneNumber`, `formatPhoneNumber` of `@keystep/server`; `deviceAction` of `@keystep/react`',
      tests: 'phones',
      also: [unit('react/src/methods/device-action', 'says what is done with a phone')],
      difference: 'American numbers are written with spaces as well (`+1 202 456 1111`), as E.123 recommends.',
    },
    {
      number: 62,
      theirs: '`backup_phones`: by name, with a gateway, for a user',
      ours: 'the devices of `sms` and `call` in `devices.list()`',
      tests: 'phones',
      difference: 'All of them, under any name; for nobody the answer is `unauthenticated`.',
    },
    {
      number: 64,
      theirs: 'the profile without phones, and with',
      ours: '`devices`, `methods` and `countries` of `devices.list()`; `<ProfilePanel>`',
      tests: 'profile',
      also: [
        story('devices/profile-panel', 'OneApp'),
        story('devices/profile-panel', 'NoDevice'),
        story('devices/profile-phones', 'Phones'),
      ],
    },
    {
      number: 65,
      theirs: 'disable: “Yes, I am sure”, all devices gone; not verified: nothing',
      ours: '`devices.disable({ confirm: true })`, `<DisableSection>`',
      tests: 'profile',
      also: [
        story('devices/profile-changes', 'DisableWithoutTheYes'),
        story('devices/profile-changes', 'Disabled'),
        tests('server/changing-devices', 'removes everything, ends every other session'),
      ],
      difference: 'It asks for a verification of the last five minutes, so that an open browser is not enough.',
    },
  ],
}

export const guards: Section<Behaviour> = {
  title: 'Guards and admin',
  rows: [
    {
      number: 66,
      theirs: 'nobody: login?next=, or 403',
      ours: '`onAnonymous`',
      tests: 'guards',
      also: [story('session/require-verified', 'NobodyIsSentToSignIn')],
      difference: 'The denial is 401, which is the status for somebody who is not known.',
    },
    {
      number: 67,
      theirs: 'no device: `verification_url`, 403, or the page that explains',
      ours: '`onUnverified`',
      tests: 'guards',
      also: [story('session/require-verified', 'Explained')],
    },
    { number: 68, theirs: 'a device turned on after the login: the login page', ours: 'the same', tests: 'guards' },
    { number: 69, theirs: 'verified: 200', ours: 'the same', tests: 'guards' },
    {
      number: 71,
      theirs: 'the patched, the plain and the OTP admin',
      ours: '`requireLogin`, `requireStaff`',
      tests: 'guards',
      also: [story('session/require-verified', 'StaffOnly'), story('session/require-verified', 'ForStaff')],
      difference: 'Whoever is no staff is denied and not sent to a sign-in that cannot help them.',
    },
    {
      number: 72,
      theirs: '`two_factor_status`, `two_factor_disable`: one, several, an unknown user',
      ours: '`keystep status`, `keystep disable`',
      tests: null,
      also: [
        tests('cli/status', 'says whether verification is on'),
        tests('cli/status', 'an unknown user is reported and stops nobody else'),
        tests('cli/disable', 'removes every device'),
        tests('cli/disable', 'serves several users'),
      ],
      difference:
        'An unknown user is told and stops nobody else, since half a list done is the worst to find out about.',
    },
    {
      number: 73,
      theirs: 'the registry: twice, unknown, missing',
      ours: '`keystep.deviceTypes`',
      tests: 'registry',
      also: [tests('server/device-types', 'takes a type while the server runs')],
    },
    {
      number: 74,
      theirs: 'Twilio: its TwiML, voices, locale, digits, messaging service',
      ours: '`twilioGateway()`, `POST /hooks/twilio/:id`',
      tests: 'gateways',
      also: [
        tests('server/hooks', 'a code that was used, replaced or has lapsed'),
        tests('delivery/twilio-gateway', 'a call goes out with the place where its words are asked for'),
        unit('server/src/delivery/twilio-voice', '%s is spoken as'),
        unit('server/src/delivery/twiml', 'says %s digit by digit'),
      ],
      difference:
        'No address holds the code or a locale, zeros are said, and who asks is known by Twilio’s signature. A language ' +
        'without a voice is read in English, since a call that fails helps nobody.',
    },
    {
      number: 75,
      theirs: 'the fake gateway logs number and token',
      ours: '`consoleGateway()`, `inboxGateway()`',
      tests: 'gateways',
      also: [unit('server/src/delivery/console-gateway', 'prints a mail, a text message and a call alike')],
    },
  ],
}
