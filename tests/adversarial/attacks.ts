import { type Proof, tests, unit } from '../conformance/parity/row.ts'
import type { allRaces } from './races/all-races.ts'

export type Attack = {
  /** What is done to the server. */
  readonly what: string
  /** The tests that do it, and the races by their number. */
  readonly shown: ReadonlyArray<Proof | { readonly race: keyof typeof allRaces }>
  /** What of it no test does yet, and why. */
  readonly open?: string
}

const here = (name: string, title: string): Proof => tests(`adversarial/${name}`, title)
const passkeys = 'passkeys are not built yet'
const later = (what: string, open: string): Attack => ({ what, shown: [], open })

/** Every attack of the catalogue, and the requirements that are tried the same way, by their number. */
export const attacks: Readonly<Record<string, Attack>> = {
  // Around the second step
  A1: {
    what: 'every other call and guarded route with a pending login’s cookie',
    shown: [
      here('pending-login', 'a pending login’s token changes no answer of $name'),
      here('pending-login', 'it opens no route of the app'),
    ],
  },
  A4: { what: 'every cookie of the password step, alone and under other names', shown: [here('bypass', 'A4: ')] },
  A7: { what: 'right answers of another user', shown: [here('bypass', 'A7: ')], open: `by a passkey: ${passkeys}` },
  A8: {
    what: 'a second entrance',
    shown: [here('bypass', 'A8: '), here('pending-login', 'every call of the table is either tried as a stranger')],
  },
  A9: {
    what: 'the same channel twice',
    shown: [here('bypass', 'A9: '), tests('server/email', 'is no second step for whoever came by a link in a mail')],
  },
  A10: {
    what: 'planted cookies',
    shown: [here('bypass', 'A10: '), here('headers', 'a planted one without the prefix is not read on https')],
  },
  A12: {
    what: 'sessions from before',
    shown: [here('bypass', 'A12: '), tests('server/enrolment', 'ends the user’s other sessions at once')],
  },
  A13: {
    what: 'strength that a client asserts',
    shown: [here('bypass', 'A13: '), here('bad-input', 'refuses every body but the right one')],
  },
  A14: {
    what: 'guards by odd paths, methods and upgrades',
    shown: [
      here('bypass', 'A14: '),
      tests('server/guards', 'a HEAD request and odd spellings of the path pass no guard'),
    ],
  },
  // Used once
  A15: { what: 'one code in 64 logins', shown: [{ race: 'A15' }] },
  A18: {
    what: 'the code that confirmed a device, at a sign-in',
    shown: [tests('server/used-codes', 'the code that confirmed a device signs nobody in')],
  },
  A19: { what: 'one backup token 64 times, ten at once', shown: [{ race: 'A19' }] },
  A21: {
    what: 'one sent code 64 times, and in another login',
    shown: [{ race: 'A21' }, tests('server/phones', 'the code of one login opens no other, and works once')],
  },
  A23: later('one passkey’s answer again and elsewhere', passkeys),
  A24: later('a passkey’s counter raced', passkeys),
  A26: {
    what: '64 requests for one code',
    shown: [
      { race: 'A26' },
      tests('server/phones', 'a wrong code sends nothing, and one that is sent again kills the one before'),
    ],
  },
  A27: {
    what: 'trust that changes its value, used twice',
    shown: [
      here('trust-rotation', '16 pages at once in the owner’s browser are all let in'),
      here('trust-rotation', 'a copy that is used after the owner’s sign-in ends the trust of both'),
    ],
  },
  A29: { what: 'the same races in one process on SQLite', shown: [here('races', 'A29: ')] },
  // The life of a device
  A30: { what: 'changes by sessions that are too weak', shown: [here('life-cycle', 'A30: ')] },
  A31: {
    what: 'a second device over the first',
    shown: [
      here('life-cycle', 'A31: '),
      tests('server/enrolment', 'begun in a stolen session is refused once a first one was confirmed elsewhere'),
    ],
  },
  A33: { what: 'an enrolment that is left', shown: [here('life-cycle', 'A33: ')] },
  A35: {
    what: 'trust after changes',
    shown: [here('life-cycle', 'A35: '), tests('server/trusted-browsers', 'ends with')],
  },
  A37: {
    what: 'recovery by a backup token',
    shown: [
      here('life-cycle', 'A37: '),
      tests('server/notices', 'when a backup token is used, with how many are left'),
    ],
  },
  A38: {
    what: 'notices led astray',
    shown: [
      tests('server/notices', 'at the old address, when somebody changes that first'),
      tests('server/notices', 'of every change, at every address but the one that comes along'),
    ],
  },
  // Guesses and costs
  A40: { what: 'one login guessed at', shown: [here('guessing', 'A40: ')] },
  A41: {
    what: 'fresh logins with a guess each',
    shown: [{ race: 'A41' }, here('races', '${prefix}A41: a thousand fresh logins of one user')],
  },
  A43: {
    what: 'guesses up to the hundredth',
    shown: [
      tests('server/suspension', 'it happens at 100'),
      tests('server/suspension', 'is asked for no more, and its right code opens nothing'),
      tests('server/suspension', 'locks no other device, nor the password'),
      tests('server/suspension', 'comes back by another one that is fresh'),
      tests('server/notices', 'after 3, 10 and 50 wrong codes'),
      tests('cli/unlock', 'brings back a device that was guessed at'),
    ],
  },
  A44: {
    what: 'guesses that keep an owner out',
    shown: [
      here('guessing', 'A44: '),
      tests('server/guessed-passwords', 'is not kept out by what strangers guess, and has guesses of its own'),
    ],
  },
  A46: {
    what: 'claimed addresses',
    shown: [here('guessing', 'A46: '), unit('server/src/node/from-node', 'is not what a client wrote before them')],
  },
  A48: {
    what: 'texts that somebody earns by',
    shown: [
      here('guessing', 'A48: '),
      tests('server/phone-budgets', 'a breaker closes for numbers that differ in their last digits alone'),
    ],
  },
  A49: {
    what: '500 passwords beside a guarded route',
    shown: [
      here('password-flood', 'a flood of passwords costs its senders their answers'),
      here('soak', 'what is measured comes out as a figure'),
    ],
  },
  A51: {
    what: 'slow and broken HTTP on a raw socket',
    shown: [
      here('raw-http', 'two hundred who never end what they say'),
      here('raw-http', 'a body that comes in two halves'),
      here('raw-http', 'a hundred megabytes without a length'),
      here('raw-http', 'two lengths, a wrong one or a second request'),
      here('raw-http', 'what is packed, deep, wide or large'),
      here('raw-http', 'headers and addresses have a limit'),
    ],
  },
  // Input, cookies, other sites
  A52: {
    what: 'fields of every wrong type',
    shown: [
      here('bad-input', 'refuses every body but the right one'),
      here('fuzz', 'answers whatever is sent, in every state of its caller'),
      tests('postgres/odd-text', 'text that PostgreSQL cannot keep is refused, and is no fault'),
    ],
  },
  A54: {
    what: 'requests of another site',
    shown: [
      here('other-sites', 'A54: '),
      here('bad-input', 'refuses strange origins before anything else'),
      { file: 'tests/e2e/other-sites.spec.ts', title: 'a page of ${whose} changes nothing' },
    ],
  },
  A55: {
    what: 'frames, ways off the site, caches',
    shown: [here('other-sites', 'A55: '), here('headers', 'stand on the answers and the problems of $name')],
  },
  A56: {
    what: 'who has an account, and which',
    shown: [
      here('other-sites', 'A56: '),
      tests('server/sign-in', 'answers the same for a wrong password'),
      here('soak', 'what is measured comes out as a figure'),
    ],
  },
  // Faults, time, keys
  A57: {
    what: 'wrong clocks',
    shown: [
      here('clocks', 'A57: three machines'),
      here('clocks', 'A57: %s'),
      unit('server/src/device-types/totp/totp', 'a step begins on its first millisecond'),
    ],
  },
  A58: {
    what: 'kill -9 at each point',
    shown: [
      here('kills', 'A58: at point'),
      here('kills', '$where, it works, and is sent once a lease at most'),
      here('kills', '$where, it leaves, once a lease at most, and was sealed'),
    ],
  },
  A59: { what: 'PostgreSQL cut, silent, read-only, stuck', shown: [here('database-away', 'A59: ')] },
  A60: { what: 'failures that are to be forgotten', shown: [here('counted-tries', 'A60: ')] },
  A63: {
    what: 'keys that are rotated',
    shown: [
      here('rolling', 'A63: '),
      tests('server/key-rotation', 'everybody signs in while everything is sealed anew'),
      tests('server/key-rotation', 'answers 503 to whom it concerns, charges nobody'),
    ],
  },
  A64: {
    what: 'rows that are changed',
    shown: [here('database-attacker', 'A64: and writes'), here('database-attacker', 'A64: and copies')],
    open: 'a row that is put back as it was, and a flag that is set, cannot be told from ours',
  },
  A65: { what: 'rows that are read', shown: [here('database-attacker', 'A65: ')] },
  A66: {
    what: 'two versions side by side',
    shown: [
      here('rolling', 'A66: '),
      unit('server/src/stores/later-version', 'a machine of this version starts again beside a later one'),
    ],
    open: 'that a former version works beside this one: there is none yet',
  },
  A67: {
    what: 'secrets in logs',
    shown: [here('logs', 'A67: '), here('rig', 'is found in a table, in a body, and in what was printed')],
  },
  A68: later('a passkey’s answer from another origin', passkeys),
  A69: later('a passkey’s answer for another site', passkeys),
  A70: later('a passkey’s answer without a person', passkeys),
  A71: later('a passkey’s answer with a wrong signature or owner', passkeys),
  A72: later('a passkey’s answer of the other ceremony', passkeys),
  A73: later('a passkey’s challenge again, bent or late', passkeys),
  A74: later('odd keys of passkeys', passkeys),
  A75: later('one passkey for two users', passkeys),
  A76: later('the test vectors of the passkey standard', passkeys),
  A77: later('odd fields in a passkey’s answer', passkeys),
  A78: {
    what: 'random walks beside a model',
    shown: [here('model', 'whatever two browsers do, the answers are those of the model')],
  },
  A79: {
    what: 'every use of a one-time value in one order',
    shown: [here('used-once', 'A79: '), { race: 'A15' }, { race: 'A19' }, { race: 'A21' }, here('chaos', 'A80: ')],
  },
  A80: { what: 'faults by chance, while people sign in', shown: [here('chaos', 'A80: ')] },
  // Requirements that are tried in the same way
  R36: {
    what: 'a gateway that refuses or hangs',
    shown: [here('gateway-away', 'R36: '), tests('server/email-messages', 'a gateway that %s')],
  },
  R61: {
    what: 'the limiter away',
    shown: [tests('server/store-away', 'was not counted is not judged'), here('database-away', 'A59: ')],
  },
  R103: { what: 'nothing or all of it', shown: [here('kills', '$where, nothing happened or all of it')] },
  R104: {
    what: 'a double click',
    shown: [{ race: 'R104' }, tests('server/used-codes', 'a double click of the same answer signs in once')],
  },
  R105: {
    what: 'told within five seconds, healed by itself',
    shown: [here('database-away', 'accepts and never answers: 503 within five seconds')],
  },
  R106: { what: 'verdicts that the database refuses', shown: [here('database-away', 'R106: ')] },
  R107: {
    what: 'each step to another process',
    shown: [
      here('bypass', 'around the second step, each request to the other process'),
      here('life-cycle', 'what protects an account, each request to the other process'),
    ],
  },
  R108: {
    what: 'clocks that differ and jump',
    shown: [here('clocks', 'jumps an hour ahead and back: no code works twice')],
  },
}
