import { isErrorCode, statusOf } from '@keystep/contract'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startServer } from '../server/start-server.ts'
import { fastCheckRuns } from './fast-check-runs.ts'
import { hostileCall, type Operation, readOperations } from './fuzz-operations.ts'
import { callerKinds, type FuzzWorld, openFuzzWorld } from './fuzz-world.ts'

const document = await startServer().app.request('/auth/openapi.json')
const operations = readOperations((await document.json()) as Parameters<typeof readOperations>[0])

/** Refused before anything was judged: nothing may have come of it. */
const malformed = [400, 413, 415]

/** Everything that is wrong with an answer, as one of those that the operation lists. */
async function faultOf(response: Response, { codes }: Operation): Promise<string | null> {
  const text = await response.text()
  const { status, headers } = response
  if (status === 200)
    return headers.get('content-type') === 'application/json' ? null : `200 ${headers.get('content-type')}`
  const { code, ...body } = JSON.parse(text) as { code?: unknown; status?: unknown; type?: unknown }
  const isProblem =
    isErrorCode(code) &&
    (codes[status] ?? []).includes(code) &&
    statusOf[code] === status &&
    body.status === status &&
    body.type === `urn:keystep:problem:${code}` &&
    headers.get('content-type') === 'application/problem+json' &&
    headers.get('cache-control') === 'no-store'
  return isProblem && status < 500 ? null : `${status} ${text.slice(0, 300)}`
}

/** What six wrong ones in a row are answered, where none was counted before. */
const judged = (code: string) => [...Array<string>(5).fill(code), 'throttled']

/** That nothing came of all that a world was sent. */
async function expectUntouched(world: FuzzWorld): Promise<void> {
  expect(new Set(await world.failures())).toEqual(new Set([0]))
  expect(await world.control()).toEqual({
    state: 'signed_in',
    codes: judged('invalid_code'),
    passwords: judged('invalid_credentials'),
  })
  expect(world.server.faults).toEqual([])
  expect(Object.keys(Object.prototype)).toEqual([])
  const planted: Record<string, unknown> = {}
  expect([planted['staff'], planted['verified']]).toEqual([undefined, undefined])
}

test('the document describes every call that is tried here', () => {
  expect(operations.length).toBeGreaterThan(20)
  expect(operations.filter(({ body }) => body).length).toBeGreaterThan(15)
})

describe.for(operations)('$name', (operation) => {
  test('answers whatever is sent, in every state of its caller', { timeout: 120_000 }, async () => {
    let world = await openFuzzWorld()
    const answered = new Set<number>()
    const property = fc.asyncProperty(fc.constantFrom(...callerKinds), hostileCall(operation), async (kind, call) => {
      const before = { seen: await world.look(kind), sent: world.sentCount() }
      const response = await world.send(operation, call, kind)
      answered.add(response.status)
      const seen = await world.look(kind)
      const { status } = response
      expect({
        fault: await faultOf(response, operation),
        sentUnasked: status === 200 ? 0 : world.sentCount() - before.sent,
        became: malformed.includes(status) ? seen : before.seen,
      }).toEqual({ fault: null, sentUnasked: 0, became: before.seen })
      if (seen === before.seen && response.headers.getSetCookie().length === 0) return
      // Something came of it, as it may: the next ones are sent by callers that are what they say.
      await expectUntouched(world)
      world = await openFuzzWorld()
    })
    await fc.assert(property, fastCheckRuns(operation.body ? 600 : 60))
    await expectUntouched(world)
    // Had nothing been refused, nothing would have been tried.
    expect([...answered]).toEqual(expect.arrayContaining(operation.body ? malformed : []))
  })
})
