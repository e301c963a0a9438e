import { type Item, kit, type Section, story, tests, unit } from './row.ts'

export const urlMap: Section<Item> = {
  title: '1.11 The URL map',
  rows: [
    {
      theirs: '`login`',
      ours: '`POST /login`, `/login/challenge`, `/login/verify`, `DELETE /login`; `<LoginWizard>` at `urls.login`',
      shown: [1, 13, story('login/login-wizard', 'WholeSignIn')],
    },
    {
      theirs: '`setup`',
      ours: '`POST /devices`, `/devices/:id/confirm`; `<SetupWizard>` at `urls.setup`',
      shown: [37, 38, story('setup/setup-wizard', 'WholeSetUp')],
    },
    {
      theirs: '`qr`',
      ours: '`<QrCode>`',
      shown: [37, kit('parts/qr-code', 'is dark on white')],
      difference: 'The picture is drawn in the browser, so that no address serves a secret.',
    },
    {
      theirs: '`setup_complete`',
      ours: 'the last step of `<SetupWizard>`',
      shown: [44, story('setup/setup-wizard', 'WholeSetUp')],
    },
    {
      theirs: '`backup_tokens`',
      ours: '`POST /backup-tokens`, `/backup-tokens/confirm`; `<BackupTokens>`',
      shown: [55, story('backup-tokens/backup-tokens', 'NewSetWorks')],
    },
    {
      theirs: '`profile`',
      ours: '`GET /devices`; `<ProfilePanel>` at `urls.account`',
      shown: [64, story('devices/profile-panel', 'OneApp')],
    },
    {
      theirs: '`disable`',
      ours: '`POST /disable`; `<DisableSection>`',
      shown: [65, story('devices/profile-changes', 'Disabled')],
    },
    { theirs: '`phone_create`', ours: '`POST /devices`, `/devices/:id/confirm`; `<PhoneSetup>`', shown: [42, 57] },
    {
      theirs: '`phone_delete`',
      ours: '`DELETE /devices/:id`; `<ProfilePanel>`',
      shown: [59, story('devices/profile-changes', 'Removed')],
    },
    {
      theirs: 'plugins at `<url_prefix>/…`',
      ours: '`extra` of `devices.begin` and of an answer',
      shown: [90, tests('server/device-types', 'extra is refused where the type has no schema for it')],
      difference: 'A device type brings no routes of its own, so that every one of them stands behind the same checks.',
    },
    {
      theirs: '`twilio/inbound/two_factor/<token>`',
      ours: '`POST /hooks/twilio/:id`, an address for each call',
      shown: [74, tests('server/hooks', 'a request that Twilio did not sign')],
      difference: 'The address tells nothing of the code, and is answered for Twilio’s signature alone.',
    },
    {
      theirs: '`never_cache` on all of them',
      ours: '`Cache-Control: no-store` on every answer',
      shown: [tests('adversarial/headers', 'stand on the answers and the problems')],
    },
    {
      theirs: 'the guards of the views: none, `login_required`, `otp_required`',
      ours: '`access` of a call: `public`, `pending`, `session`, `fresh`',
      shown: [65, tests('server/step-up', 'lasts three hundred seconds'), tests('server/step-up', 'nobody signed in')],
      difference: 'What changes how an account is protected asks for a verification of the last five minutes.',
    },
  ],
}

export const wizards: Section<Item> = {
  title: '1.11 The mechanics of its wizards',
  rows: [
    {
      theirs: 'state in the session under `wizard_<view>`',
      ours: 'a pending login’s row; an enrolment’s row',
      shown: [8, 9],
      difference: 'A pending login is no session: another cookie, another table, and it opens the second step alone.',
    },
    {
      theirs: 'a GET resets the wizard',
      ours: 'nothing is reset by being looked at',
      shown: [22, 108, story('setup/setup-wizard', 'ResumedAfterReload')],
      difference: 'A reload, a prefetch or another tab must not cost anybody their set-up.',
    },
    {
      theirs: 'the management field `<view>-current_step`',
      ours: 'one call for each step',
      shown: [24, 46],
      difference: 'No request says which step it is for, so none can name a wrong one.',
    },
    {
      theirs: 'the step follows what was posted, if it is available',
      ours: 'the step is what the server last said',
      shown: [22, 25, story('login/second-step', 'DoneInAnotherTab')],
    },
    {
      theirs: 'fields with a prefix: `auth-username`, `token-otp_token` …',
      ours: '`identifier`, `password`, `deviceId`, `code`, `trustBrowser`',
      shown: [24],
    },
    {
      theirs: 'later steps are dropped when an earlier one is posted',
      ours: 'a new password step ends the pending login',
      shown: [103],
    },
    {
      theirs: '`idempotent` and other forms',
      ours: 'an answer is used up once, by the commit',
      shown: [25, 81, 91],
    },
    {
      theirs: '`wizard_goto_step`, the button Back',
      ours: '`onCancel`, `login.giveUp`; another device is chosen by its `deviceId`',
      shown: [16, 26, 103, story('login/login-wizard', 'SomebodyElse')],
    },
  ],
}

export const setupViews: Section<Item> = {
  title: '1.11 SetupView, SetupCompleteView, QRGeneratorView',
  rows: [
    {
      theirs: '`success_url`, a safe `next`',
      ours: '`<SetupWizard next onDone>`, `urls.account`',
      shown: [40, story('setup/setup-wizard', 'WholeSetUp'), unit('contract/src/safe-next', 'paths of this origin')],
    },
    {
      theirs: '`qrcode_url`, `session_key_name`',
      ours: 'none',
      shown: [37, 92],
      difference: 'The secret is in one answer and is never asked for again.',
    },
    {
      theirs: 'GET with a default device redirects',
      ours: '`hasDevice`; the wizard says that it is on',
      shown: [43, story('setup/setup-wizard', 'AlreadyOn')],
      difference: 'The server asks for a fresh second factor at the beginning and again at the commit, on every call.',
    },
    { theirs: 'step `welcome`', ours: 'the introduction', shown: [36, story('setup/setup-wizard', 'Introduction')] },
    {
      theirs: 'step `method`, left out where there is one',
      ours: '`methods` of `devices.list()`',
      shown: [37, 39, story('setup/setup-by-mail', 'ChooseMethod')],
    },
    { theirs: 'a bogus method', ours: '`bad_request`, the field `method`', shown: [39] },
    {
      theirs: '`get_key(step)`: new with every GET',
      ours: 'a key for each enrolment, which is replaced by the next',
      shown: [108, tests('server/enrolment', 'with another key replaces it')],
    },
    {
      theirs: 'context `otpauth_url`, `secret_key`, `issuer`, `totp_digits`',
      ours: '`otpauthUri`, `secret`, `device.codeLength`',
      shown: [37, story('setup/setup-wizard', 'ScanCode'), kit('parts/secret-key', 'shows groups of four')],
    },
    {
      theirs: '`TOTPDeviceForm`: not throttled',
      ours: '`devices.confirm`: counted like every try',
      shown: [38, 47, 48, tests('server/enrolment', 'is confirmed by its own code only')],
      difference: 'Set-up guesses against the same secret as a sign-in does.',
    },
    {
      theirs: "the device is named `'default'`",
      ours: 'the first one is the default',
      shown: [38, 50, tests('server/changing-devices', 'makes another device the one that is asked first')],
    },
    {
      theirs: 'the code of set-up works once more at the first login',
      ours: 'it is used up',
      shown: [tests('server/used-codes', 'the code that confirmed a device signs nobody in')],
      difference: 'A code works once.',
    },
    {
      theirs: 'the steps of a phone',
      ours: "`devices.begin({ method: 'sms', number })`, `devices.confirm`; `smsMethod`, `callMethod`",
      shown: [42, 57, tests('server/phones', 'another number replaces the one under way')],
      difference: 'Wrong codes count here as they do at a sign-in.',
    },
    {
      theirs: 'the steps of an e-mail address',
      ours: "`devices.begin({ method: 'email', address })`",
      shown: [49, 50, story('setup/setup-by-mail', 'OwnAddress'), story('setup/setup-by-mail', 'AsksForAnAddress')],
      difference: 'The address is the device’s own: setting up a device changes nothing about the user.',
    },
    {
      theirs: '“We’ve encountered an issue with the selected authentication method”',
      ours: '`delivery_failed`',
      shown: [tests('server/email-messages', 'a gateway that %s'), story('setup/setup-by-mail', 'GatewayDown')],
    },
    { theirs: '`done()`: the session is verified', ours: 'the same', shown: [44] },
    {
      theirs: '`cancel_url`',
      ours: '`<SetupWizard onCancel>`',
      shown: [story('setup/setup-wizard', 'Introduction')],
      difference: 'Where cancelling leads is for the page around it to say.',
    },
    {
      theirs: "`session['next']` of SetupCompleteView",
      ours: '`next` of the wizard',
      shown: [story('setup/setup-wizard', 'WholeSetUp')],
      difference: 'It is kept nowhere, so it leads nobody astray later.',
    },
    {
      theirs: '`phone_methods`, “Add Phone Number”',
      ours: 'the last step; `methods` of `devices.list()`',
      shown: [45],
    },
    {
      theirs: '`TWO_FACTOR_QR_FACTORY`, PNG',
      ours: '`<QrCode>`, `Connection.Show` of a method',
      shown: [kit('parts/qr-code', 'keeps its size when the drawing arrives')],
    },
    {
      theirs: '`get_issuer()`, `get_username()`',
      ours: '`issuer: (user, request) => …`; `identifier` of the user',
      shown: [85],
    },
  ],
}

export const accountViews: Section<Item> = {
  title: '1.11 BackupTokensView, ProfileView, DisableView, phones',
  rows: [
    {
      theirs: '`number_of_tokens`',
      ours: '`backup({ count })`',
      shown: [tests('server/backup-tokens', 'has as many tokens')],
    },
    {
      theirs: 'GET makes the device and lists the tokens in clear',
      ours: 'the first device brings a set, shown once',
      shown: [55, story('setup/setup-wizard', 'BackupTokens'), story('backup-tokens/backup-tokens', 'Plenty')],
      difference: 'What can be read again later can be read by somebody else.',
    },
    {
      theirs: 'POST: the old tokens die, ten new ones',
      ours: '`backupTokens.renew()`, then `confirm({ token })`',
      shown: [55, story('backup-tokens/backup-tokens', 'NewSetIsProved')],
      difference: 'The old set lives until the new one is proved to be saved, so that a lost answer locks nobody out.',
    },
    {
      theirs: 'PhoneSetupView',
      ours: '`<PhoneSetup>`',
      shown: [56, 57, 58, 112, tests('server/phone-budgets', 'a failing gateway is charged')],
      difference: 'A gateway that fails is told (`delivery_failed`) and breaks no page.',
    },
    {
      theirs: 'PhoneDeleteView',
      ours: '`devices.remove({ id })`; `<ProfilePanel>` asks first',
      shown: [59, story('devices/profile-changes', 'ConfirmRemoval')],
    },
    {
      theirs: '`default_device`, `default_device_type`',
      ours: '`devices[].default`, `devices[].method`',
      shown: [64, story('devices/profile-panel', 'SeveralDevices')],
    },
    {
      theirs: '`backup_tokens`: how many are left',
      ours: '`tokensLeft`',
      shown: [64, story('devices/profile-panel', 'FewTokensLeft')],
    },
    { theirs: '`backup_phones`, `available_phone_methods`', ours: '`devices`, `methods`', shown: [62, 64] },
    {
      theirs: 'without a device: the invitation',
      ours: 'the same',
      shown: [story('devices/profile-panel', 'NoDevice')],
    },
    {
      theirs: '“Show Codes”',
      ours: '“Make new tokens”',
      shown: [55, story('backup-tokens/backup-tokens', 'Plenty')],
      difference: 'No token is shown twice.',
    },
    {
      theirs: 'DisableView, `understand`: “Yes, I am sure”',
      ours: '`devices.disable({ confirm: true })`, `<DisableSection>`',
      shown: [65, story('devices/profile-changes', 'DisableWithoutTheYes')],
      difference: 'It takes unconfirmed devices and trusted browsers along, and ends every other session.',
    },
  ],
}
