import * as z from 'zod/mini'
import { id } from './login.ts'
import { time } from './session.ts'

// What of a user's is signed in, and what is trusted.

/** What a user can tell a browser by, made of names alone: "Firefox, Windows". Null where nothing is known. */
const browser = z.nullable(z.string())
const ended = z.object({ ended: z.literal(true) })

const listedSession = z.object({
  id: z.string(),
  createdAt: time,
  /** Noted at most once a minute. */
  lastSeenAt: time,
  /** A device verified it. */
  verified: z.boolean(),
  verifiedAt: z.nullable(time),
  /** Of the device that verified it last. */
  method: z.nullable(z.string()),
  /** Signed in without a second step because its browser was trusted. */
  trusted: z.boolean(),
  /** It is the one that asks. */
  current: z.boolean(),
  browser,
})

const trustedBrowser = z.object({
  id: z.string(),
  createdAt: time,
  /** When it last skipped the second step. */
  lastUsedAt: z.nullable(time),
  expiresAt: time,
  current: z.boolean(),
  browser,
})

export const sessions = {
  /** The one that asks first, then those seen last. */
  list: { response: z.object({ now: time, sessions: z.array(listedSession) }) },
  end: { params: { id }, response: ended },
  endOthers: { response: ended },
}

export const trustedBrowsers = {
  /** The newest first. */
  list: { response: z.object({ now: time, browsers: z.array(trustedBrowser) }) },
  end: { params: { id }, response: ended },
}
