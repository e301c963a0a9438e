import type { Context } from 'hono'
import type { Services } from '../services.ts'
import { recognisedBrowser } from '../session/recognised-browser.ts'
import type { Guesser } from './guess-budgets.ts'
import { normaliseIdentifier } from './normalise-identifier.ts'

/** Who asks for that user without having proved anything yet. */
export async function guesserOf(
  services: Services,
  c: Context,
  identifier: string,
): Promise<Exclude<Guesser, { kind: 'session' }>> {
  const name = normaliseIdentifier(identifier)
  const browser = await recognisedBrowser(services, c, identifier)
  return browser
    ? { kind: 'recognised', name, browser }
    : { kind: 'stranger', name, address: services.clientAddress(c) }
}
