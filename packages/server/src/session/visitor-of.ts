import type { Context } from 'hono'
import type { Services } from '../services.ts'
import type { Visitor } from '../first-factor/guess-budgets.ts'
import { normaliseIdentifier } from '../first-factor/normalise-identifier.ts'
import { recognisedBrowser } from './recognised-browser.ts'

/** Who asks for that user, whether there is one or not. */
export async function visitorOf(services: Services, c: Context, identifier: string): Promise<Visitor> {
  const name = normaliseIdentifier(identifier)
  const browser = await recognisedBrowser(services, c, identifier)
  return browser
    ? { kind: 'recognised', name, browser }
    : { kind: 'stranger', name, address: services.clientAddress(c) }
}
