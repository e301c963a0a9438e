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
  A27: later('trust that changes its value, used twice', 'trust does not change its value yet'),
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
    shown: [here('life-cycle', 'A37: ')],
    open: 'that it is announced: notices are not sent yet',
  },
  A38: later('notices led astray', 'notices are not sent yet'),
  // Guesses and costs
  A40: { what: 'one login guessed at', shown: [here('guessing', 'A40: ')] },
  A41: {
    what: 'fresh logins with a guess each',
    shown: [{ race: 'A41' }, here('races', '${prefix}A41: a thousand fresh logins of one user')],
  },
  A43: later('guesses up to the hundredth', 'no device is suspended yet'),
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
  A49: later(
    '500 passwords beside a guarded route',
    'a measurement, to come; what is refused is judged and charged in guessing.test.ts',
  ),
  A51: later('slow and broken HTTP on a raw socket', 'to come; bodies without an end are in bad-input.test.ts'),
  // Input, cookies, other sites
  A52: {
    what: 'fields of every wrong type',
    shown: [here('bad-input', 'refuses every body but the right one')],
    open: 'ten thousand more by a grammar, to come',
  },
  A54: {
    what: 'requests of another site',
    shown: [here('other-sites', 'A54: '), here('bad-input', 'refuses strange origins before anything else')],
    open: 'the same from a page in a browser',
  },
  A55: {
    what: 'frames, ways off the site, caches',
    shown: [here('other-sites', 'A55: '), here('headers', 'stand on the answers and the problems of $name')],
  },
  A56: {
    what: 'who has an account, and which',
    shown: [here('other-sites', 'A56: '), tests('server/sign-in', 'answers the same for a wrong password')],
    open: 'how long answers take: a measurement, to come',
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
  A58: { what: 'kill -9 at each point', shown: [here('kills', 'A58: at point')] },
  A59: { what: 'PostgreSQL cut, silent, read-only, stuck', shown: [here('database-away', 'A59: ')] },
  A60: { what: 'failures that are to be forgotten', shown: [here('counted-tries', 'A60: ')] },
  A63: {
    what: 'keys that are rotated',
    shown: [tests('server/key-rotation', 'everybody signs in while everything is sealed anew')],
    open: 'over two processes, to come',
  },
  A64: {
    what: 'rows that are changed',
    shown: [here('database-attacker', 'A64: and writes'), here('database-attacker', 'A64: and copies')],
    open: 'a row that is put back as it was, and a flag that is set, cannot be told from ours',
  },
  A65: { what: 'rows that are read', shown: [here('database-attacker', 'A65: ')] },
  A66: later('two versions side by side', 'there is one version yet'),
  A67: {
    what: 'secrets in logs',
    shown: [here('rig', 'is found in a table, in a body, and in what was printed')],
    open: 'the whole suite at its loudest, to come',
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
  A78: later('random walks beside a model', 'to come'),
  A79: later('every use of a one-time value in one order', 'to come'),
  A80: later('thirty minutes of faults', 'to come'),
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
