import type { TokenSet } from '../store-requests.ts'
import { blankDevice } from './blank-device.ts'
import type { Database } from './tables.ts'

export async function hasLiveTokens(database: Database, userId: string, method?: string): Promise<boolean> {
  const live = database
    .selectFrom('keystep_devices as device')
    .innerJoin('keystep_tokens as token', 'token.token_set', 'device.token_set')
    .where('device.user_id', '=', userId)
    .where('device.confirmed_at', 'is not', null)
    .where('device.last_resort', '=', 1)
    .where('token.used_at', 'is', null)
    .select('device.id')
    .limit(1)
  const found = await (method === undefined ? live : live.where('device.method', '=', method)).executeTakeFirst()
  return found !== undefined
}

export async function addTokens(database: Database, deviceId: string, { tokenSet, hashes }: TokenSet): Promise<void> {
  const tokens = hashes.map((hash) => ({ token_set: tokenSet, hash, device_id: deviceId, used_at: null }))
  if (tokens.length > 0) await database.insertInto('keystep_tokens').values(tokens).execute()
}

/** A device is made for the set: confirmed, a last resort. */
export async function openTokenDevice(
  database: Database,
  userId: string,
  tokens: TokenSet,
  now: number,
): Promise<void> {
  const { deviceId, method, name, tokenSet } = tokens
  await database
    .insertInto('keystep_devices')
    .values({
      ...blankDevice,
      id: deviceId,
      user_id: userId,
      method,
      name,
      last_resort: 1,
      created_at: now,
      confirmed_at: now,
      token_set: tokenSet,
    })
    .execute()
  await addTokens(database, deviceId, tokens)
}
