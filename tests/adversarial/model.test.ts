import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stores } from '../conformance/stores.ts'
import { fastCheckRuns } from './fast-check-runs.ts'
import { look, newReal, openModelServer, perform, type Real, settle } from './model-deeds.ts'
import {
  type Deed,
  type Doing,
  expectedLook,
  isWorthwhile,
  type Model,
  newModel,
  pass,
  rules,
} from './sign-in-model.ts'

type Command = fc.AsyncCommand<Model, Real>

const mostly = (usual: boolean) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(!usual) })
const doing = fc.record({
  who: fc.constantFrom(0 as const, 1 as const),
  app: fc.nat(2),
  right: mostly(true),
  trust: fc.boolean(),
})

/** What each deed came to, for the runs to prove that they got somewhere. */
const met = new Set<string>()

const reached = [
  'signIn: ok',
  'verify: ok',
  'verify: login_expired',
  'stepUp: ok',
  'stepUp: invalid_code',
  'enrol: ok',
  'remove: ok',
  'endOthers: ok',
  'changePassword: ok',
]

async function compare(model: Model, real: Real): Promise<void> {
  const seen = [await look(real, 0), await look(real, 1)]
  expect(seen).toEqual([expectedLook(model, 0), expectedLook(model, 1)])
}

/** `strays`: it is also done where only one thing can come of it. */
function doIt(deed: Deed, how: Doing, strays: boolean): Command {
  return {
    check(model) {
      // Guessed passwords are throttled by rules of their own, which are not the model's.
      if (deed === 'signIn' && !how.right && model.browsers[how.who].guesses.wrong >= 4) return false
      if (deed === 'enrol' && model.apps.length >= 3) return false
      return strays || isWorthwhile(model, deed, how)
    },
    async run(model, real) {
      settle(real)
      model.now = real.server.now()
      const expected = rules[deed](model, model.browsers[how.who], how)
      expect(await perform(real, deed, how)).toBe(expected)
      await compare(model, real)
      met.add(`${deed}: ${expected}`)
    },
    toString: () => `${deed}(${JSON.stringify(how)})`,
  }
}

function wait(seconds: number): Command {
  return {
    check: () => true,
    async run(model, real) {
      real.server.pass(seconds)
      pass(model, seconds)
      await compare(model, real)
    },
    toString: () => `wait(${seconds})`,
  }
}

/** What people do most comes most, so that a run gets somewhere. */
const often: readonly Deed[] = [
  ...(['signIn', 'signIn', 'verify', 'verify', 'verify', 'stepUp', 'stepUp', 'stepUp'] as const),
  ...(['enrol', 'enrol', 'remove', 'enableUser', 'enableUser'] as const),
]
const all = [...often, ...(Object.keys(rules) as Deed[])]
const deeds = all.map((deed) => fc.tuple(doing, mostly(false)).map(([how, strays]) => doIt(deed, how, strays)))
const waits = [30, 30, 30, 30, 30, 30, 30, 30, 301, 3601].map((seconds) => fc.constant(wait(seconds)))

describe.for(stores)('with the store in %s', ([, makeStore]) => {
  test('whatever two browsers do, the answers are those of the model', { timeout: 300_000 }, async () => {
    const server = await openModelServer(makeStore)
    met.clear()
    const runs = fc.asyncProperty(fc.commands([...deeds, ...waits], { maxCommands: 160, size: 'max' }), (commands) =>
      fc.asyncModelRun(async () => ({ model: newModel(server.now()), real: await newReal(server) }), commands),
    )
    await fc.assert(runs, fastCheckRuns(200))
    expect(server.faults).toEqual([])
    expect([...met]).toEqual(expect.arrayContaining(reached))
  })
})
