import * as z from 'zod/mini'

/** ISO 8601 in UTC. */
export const time = z.iso.datetime()

/** What went out to a device, so that its user can answer. */
export const sent = z.object({
  sentAt: time,
  /** From then on it can be sent again; until then asking again sends nothing. */
  resendAt: time,
  /** From then on the code in it no longer works. */
  expiresAt: time,
  /** How often one went out for this login, session or enrolment; whoever waits for the third is offered another way. */
  count: z.int(),
})

/** The newest of what was sent and can still be answered. */
export const pendingChallenge = z.extend(sent, { deviceId: z.string() })

/** A device as the user sees it. Where it sends to is masked by the server. */
export const device = z.object({
  id: z.string(),
  method: z.string(),
  name: z.string(),
  /** Masked number or address; null for a device that nothing is sent to. */
  destination: z.nullable(z.string()),
  /** Asked first. */
  default: z.boolean(),
  /** Digits of a code; null where the answer is no code of digits. */
  codeLength: z.nullable(z.int()),
  /** Something is sent before the user can answer. */
  interactive: z.boolean(),
  createdAt: time,
  lastUsedAt: z.nullable(time),
  /** Until then no code is judged: too many were wrong. */
  lockedUntil: z.nullable(time),
  /** No code is judged any more, until its user resumes it by another device. Not among those that are asked for. */
  suspended: z.boolean(),
  /** Backup tokens that still work; null for any other method. */
  tokensLeft: z.nullable(z.int()),
})

const person = { name: z.nullable(z.string()), identifier: z.string(), image: z.nullable(z.string()) }

const anonymous = z.object({
  state: z.literal('anonymous'),
  /** The server's time; every age is judged by it. */
  now: time,
  /** What a sign-in can begin with. */
  firstFactors: z.array(z.string()),
})

const secondFactor = z.object({
  state: z.literal('second_factor'),
  now: time,
  user: z.object(person),
  /** The default first, backup tokens last. */
  devices: z.array(device),
  /** When the pending login ends; null where it never does. */
  expiresAt: z.nullable(time),
  next: z.nullable(z.string()),
  challenge: z.nullable(pendingChallenge),
  /** How long this browser may skip the second step from now on, in seconds; null where that is not offered. */
  trustSeconds: z.nullable(z.int()),
})

export const signedIn = z.object({
  state: z.literal('signed_in'),
  now: time,
  user: z.object({ ...person, id: z.string(), email: z.nullable(z.string()), staff: z.boolean() }),
  /** Some device is confirmed, in whichever session. */
  hasDevice: z.boolean(),
  /** A device verified this session. */
  verified: z.boolean(),
  verifiedAt: z.nullable(time),
  firstFactorAt: time,
  /** The device that verified this session last. */
  device: z.nullable(z.object({ id: z.string(), method: z.string(), name: z.string() })),
  /** Signed in without a second step because this browser is trusted. */
  trustedBrowser: z.boolean(),
  policy: z.object({
    /** How long a success stays fresh, in seconds. */
    freshSeconds: z.int(),
    /** The first factor can be given again as a password. */
    password: z.boolean(),
    /** Where users without a password prove who they are again. */
    reauthenticateUrl: z.nullable(z.string()),
    /** As in a pending login, where the app signs people in itself; null anywhere else. */
    trustSeconds: z.nullable(z.int()),
  }),
  /** In the answer that ends a sign-in: where the user was heading. */
  next: z.optional(z.nullable(z.string())),
})

/** Who this browser is: one union, tagged by `state`. */
export const sessionState = z.discriminatedUnion('state', [anonymous, secondFactor, signedIn])

export const session = { read: { response: sessionState }, logout: { body: z.strictObject({}), response: anonymous } }
