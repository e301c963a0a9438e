import type { Context } from 'hono'
import type { Services } from '../services.ts'
import { recognisedBrowser } from '../session/recognised-browser.ts'
import type { Visitor } from './guess-budgets.ts'
import { normaliseIdentifier } from './normalise-identifier.ts'

/** Who asks for that user, whether there is one or not. */
export async function visitorOf(services: Services, c: Context, identifier: string): Promise<Visitor> {
  const name = normaliseIdentifier(identifier)
  const browser = await recognisedBrowser(services, c, identifier)
  return browser
    ? { kind: 'recognised', name, browser }
    : { kind: 'stranger', name, address: services.clientAddress(c) }
}
