import { admin, decorator, mixin } from './parity/admin-and-decorator.ts'
import { account, guards, setUp } from './parity/behaviours-account.ts'
import { observed, otp } from './parity/behaviours-devices.ts'
import { browsers, login } from './parity/behaviours-login.ts'
import { deviceBase, phoneDevice, staticDevice, totpDevice } from './parity/devices.ts'
import { functions, loginView, rememberCookie } from './parity/login-view.ts'
import type { Behaviour, Item, Proof, Section } from './parity/row.ts'
import { filters, middleware, signals } from './parity/sessions.ts'
import { accountViews, setupViews, urlMap, wizards } from './parity/views.ts'

/** Every public thing of the reference, in its order. */
export const items: readonly Section<Item>[] = [
  admin,
  decorator,
  deviceBase,
  totpDevice,
  staticDevice,
  phoneDevice,
  middleware,
  signals,
  filters,
  mixin,
  urlMap,
  wizards,
  loginView,
  rememberCookie,
  setupViews,
  accountViews,
  functions,
]

/** What the reference’s own tests say that it does, and what was seen beyond them. */
export const behaviours: readonly Section<Behaviour>[] = [login, browsers, setUp, account, guards, otp, observed]

/** The numbers that those behaviours have. */
export const behaviourNumbers: readonly number[] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 25, 26, 27, 28, 29, 30, 31, 32, 35,
  36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 64, 65,
  66, 67, 68, 69, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 84, 85, 86, 87, 88, 89, 90, 91, 92, 94, 95, 96, 99,
  103, 105, 108, 109, 111, 112,
]

/** The tests whose titles begin with the behaviour's number, and whatever else shows it. */
export function proofsOf({ number, tests, also = [] }: Behaviour): readonly Proof[] {
  const own = [tests ?? []].flat().map((name) => ({ file: `tests/conformance/${name}.test.ts`, title: `${number}: ` }))
  return [...own, ...also]
}
