import { here, type Item, type Section, story, tests, unit } from './row.ts'

export const admin: Section<Item> = {
  title: '1.1 Admin site',
  rows: [
    {
      theirs: '`AdminSiteOTPRequiredMixin.has_permission(request)`',
      ours: '`hasPermission(session)` of `@keystep/contract`',
      shown: [here('guards', '1.1: hasPermission asks for both'), 71],
      difference: 'Whoever is not active is not asked about: a disabled user has no session.',
    },
    {
      theirs: '`AdminSiteOTPRequiredMixin.login(request)`',
      ours: "`requireStaff({ onAnonymous: { redirect: '/login' } })`",
      shown: [71, 7],
      difference: 'A `next` is judged where it would lead, at the end of the sign-in, so that no guard can forget to.',
    },
    {
      theirs: "`AdminSiteOTPRequired(name='admin')`",
      ours: 'a router with `admin.use(keystep.requireStaff())`',
      shown: [71, story('session/require-verified', 'ForStaff')],
    },
    {
      theirs: '`admin_view()`',
      ours: '`requireStaff()` on a route; `<RequireVerified staff>` on a page',
      shown: [71, story('session/require-verified', 'StaffOnly')],
    },
    {
      theirs: '`patch_admin()`, `TWO_FACTOR_PATCH_ADMIN`',
      ours: 'none',
      shown: [71, tests('adversarial/pending-login', 'it opens no route of the app')],
      difference: 'There is one sign-in and no second form beside it that could be used to get past the second step.',
    },
  ],
}

export const decorator: Section<Item> = {
  title: '1.2 otp_required',
  rows: [
    {
      theirs: '`@otp_required`',
      ours: '`keystep.requireVerified()`, `<RequireVerified>`, `withRequireVerified(Page)`',
      shown: [66, 67, 68, 69, story('session/require-verified', 'Verified')],
      difference:
        'Without options it answers 401 or 403, since most routes of a Hono app are called by scripts, which follow no ' +
        'redirect to a page.',
    },
    {
      theirs: '`redirect_field_name`',
      ours: '`nextParam`; `null` adds none',
      shown: [6, here('guards', '1.2: without nextParam')],
    },
    {
      theirs: '`login_url`, `OTP_LOGIN_URL`',
      ours: '`onAnonymous: { redirect }`; in React `urls.login` and `urls.verify`',
      shown: [66, story('session/require-verified', 'NobodyIsSentToSignIn')],
    },
    {
      theirs: '`if_configured`',
      ours: '`ifConfigured`',
      shown: [
        here('guards', '1.2: ifConfigured'),
        tests('server/guards', 'ifConfigured lets users without a device pass'),
      ],
      difference: 'Backup tokens alone configure nothing, since a set never stands without another device.',
    },
    {
      theirs: '`class_view_decorator`: a function’s decorator on a class, so on every verb',
      ours: '`app.use(path, guard)`',
      shown: [here('guards', '1.2: a guard on a path holds for'), tests('server/guards', 'a guard on a router holds')],
    },
    {
      theirs: 'anonymous and unverified get the same redirect',
      ours: '`onAnonymous` rules both',
      shown: [68, unit('contract/src/guard-decision', 'without options')],
    },
  ],
}

export const mixin: Section<Item> = {
  title: '1.10 OTPRequiredMixin',
  rows: [
    { theirs: '`raise_anonymous`', ours: "`onAnonymous: 'deny'`", shown: [66] },
    { theirs: '`login_url`, `get_login_url()`', ours: '`onAnonymous: { redirect }`, a function too', shown: [66] },
    {
      theirs: '`redirect_field_name`',
      ours: '`nextParam`',
      shown: [6],
      difference: 'It is heeded; the mixin documents its own and always writes `next`.',
    },
    { theirs: '`raise_unverified`', ours: "`onUnverified: 'deny'`", shown: [67] },
    {
      theirs: '`verification_url`, `get_verification_url()`',
      ours: '`onUnverified: { redirect }`, a function too',
      shown: [67, tests('server/guard-redirects', 'sends a user without a device to set-up')],
    },
    {
      theirs: 'the table: anonymous × `raise_anonymous`',
      ours: '`guardDecision()`, which server and React share',
      shown: [66, here('guards', '1.10: the standing')],
      difference: 'A denial for nobody is 401 and not 403, which is for somebody who is known.',
    },
    {
      theirs: 'the table: not verified, with a default device',
      ours: 'the same: treated as nobody',
      shown: [68, here('guards', '1.10: the standing')],
      difference: 'Any confirmed device counts, whatever its name, so that a rename turns nothing off.',
    },
    {
      theirs: 'the table: no device × `raise_unverified`, `verification_url`',
      ours: 'the same',
      shown: [67, here('guards', '1.10: the standing')],
    },
    {
      theirs: 'the table: no device, the page `otp_required.html`',
      ours: "`onUnverified: 'explain'` with `setupUrl`; `<RequireVerified>` explains by itself",
      shown: [67, story('session/require-verified', 'Explained'), tests('server/guard-redirects', 'explain answers')],
    },
    { theirs: 'the table: verified', ours: 'the same', shown: [69] },
    {
      theirs: '`is_otp_view(path)`',
      ours: 'none',
      shown: [67, story('session/require-verified', 'SetUpInPlace')],
      difference:
        'Nobody has to guess from a path what its page will ask for: the user goes there, and the page’s own guard ' +
        'leads to set-up and back.',
    },
  ],
}
