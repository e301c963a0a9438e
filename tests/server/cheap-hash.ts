import { createHash } from 'node:crypto'
import type { SlowHash } from '@keystep/server'

function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url')
}

/** A hash that costs nothing, for tests: a server that strangers can reach refuses it. */
export const cheapHash: SlowHash = {
  cheap: true,
  hash: async (password) => `cheap$${digest(password)}`,
  verify: async (password, encoded) => encoded === `cheap$${digest(password)}`,
  derive: async (token, salt) => digest(token, salt),
}
