import { type Item, type Section, story, tests, unit } from './row.ts'

export const middleware: Section<Item> = {
  title: '1.7 OTPMiddleware',
  rows: [
    {
      theirs: '`OTPMiddleware`',
      ours: '`keystep.identify()`, and every guard',
      shown: [79, tests('server/guards', 'is there for everybody behind identify')],
    },
    {
      theirs: '`user.otp_device`',
      ours: '`c.var.keystep.device`; `session.device` in React',
      shown: [13, tests('server/guards', 'says who it is and by which device')],
    },
    { theirs: '`user.is_verified()`', ours: '`c.var.keystep.verified`; `session.verified` in React', shown: [69, 79] },
    {
      theirs: 'the session key `otp_device_id`',
      ours: 'the session’s row',
      shown: [79, tests('server/sessions', 'a session is kept as a hash')],
      difference: 'Nothing that a browser holds names a device.',
    },
    {
      theirs: 'a device that is missing or another’s verifies nothing',
      ours: 'the same',
      shown: [79, tests('server/removing-devices', 'that verified a session leaves it unverified')],
    },
    {
      theirs: 'ids in the old form',
      ours: 'none',
      shown: [79],
      difference: 'There was never another form of id to read.',
    },
    {
      theirs: '`django_otp.login(request, device)`',
      ours: '`login.verify`; `beginLogin(c, user, { amr })` after a first factor of the app’s own',
      shown: [44, tests('server/begin-login', 'leads to the second step of a user with a device')],
      difference: 'No call declares a session verified: only a right answer of a device does.',
    },
    {
      theirs: '`request.auser()`',
      ours: '`await` everywhere',
      shown: [tests('server/guards', 'is there for everybody behind identify')],
    },
  ],
}

export const signals: Section<Item> = {
  title: '1.8 Signals',
  rows: [
    {
      theirs: '`user_verified`',
      ours: "`keystep.on('user.verified', listener)`",
      shown: [13, tests('server/events', 'tells of set-up, step-up and sign-in')],
      difference: 'A listener runs after the verdict and cannot break it.',
    },
    {
      theirs: '`sender`, `request`, `user`, `device`',
      ours: "the same names; `sender` is `'login'`, `'step_up'` or `'setup'`",
      shown: [13, 16, 18, tests('server/events', 'tells of set-up, step-up and sign-in')],
      difference: 'User and device are cut to what may be logged.',
    },
    { theirs: 'not sent for a login without a device', ours: 'the same', shown: [3] },
    {
      theirs: 'sent for a remembered browser',
      ours: 'not sent',
      shown: [27],
      difference: 'A trusted browser verifies nothing, so there is nothing to tell.',
    },
    {
      theirs: 'not sent by set-up',
      ours: "sent, with `sender: 'setup'`",
      shown: [tests('server/events', 'tells of set-up, step-up and sign-in')],
      difference: 'Set-up verifies the session as well, and who wants sign-ins alone can tell them apart.',
    },
    {
      theirs: "`device.name == 'backup'`: mail the user",
      ours: "`device.method === 'backup'`",
      shown: [18],
    },
    {
      theirs: '`otp_verification_failed`',
      ours: "`keystep.on('verification.failed', listener)`",
      shown: [78],
      difference: 'It carries the device and the request, too.',
    },
  ],
}

export const filters: Section<Item> = {
  title: '1.9 Template filters',
  rows: [
    {
      theirs: '`format_phone_number`',
      ours: '`formatPhoneNumber(number)` of `@keystep/server`',
      shown: [61, unit('server/src/device-types/phone/format-phone-number', 'formats %s as')],
      difference: 'American numbers are written with spaces as well, as E.123 recommends.',
    },
    {
      theirs: '`mask_phone_number`',
      ours: '`maskPhoneNumber(number)` of `@keystep/server`; `destination` of a device',
      shown: [16, 61, unit('server/src/device-types/phone/format-phone-number', 'masks %s as')],
    },
    {
      theirs: '`device_action`',
      ours: '`deviceAction(device, messages)` of `@keystep/react`',
      shown: [61, unit('react/src/methods/device-action', 'says what is done with a phone')],
    },
    {
      theirs: '`as_action`',
      ours: '`label` of a method with `messages.byMethod`, `messages.byNamed`',
      shown: [story('login/login-wizard', 'SecondStep')],
      difference: 'Words are the kit’s, in the language of the page; the server sends facts.',
    },
    {
      theirs: '`as_verbose_action`',
      ours: '`lede` of a method',
      shown: [story('login/second-step-by-mail', 'Waiting')],
    },
  ],
}
