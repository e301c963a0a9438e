import { describe } from 'vitest'
import { confirmEnrolmentTests } from './store-suite/confirm-enrolment.ts'
import { enrolmentTests } from './store-suite/enrolment.ts'
import { finishLoginTests } from './store-suite/finish-login.ts'
import { passwordTests } from './store-suite/passwords.ts'
import { pendingLoginTests } from './store-suite/pending-logins.ts'
import { raceTests } from './store-suite/races.ts'
import { removalTests } from './store-suite/removal.ts'
import { rotationTests } from './store-suite/rotation.ts'
import type { MakeStore } from './store-suite/scene.ts'
import { sessionTests } from './store-suite/sessions.ts'
import { stepUpTests } from './store-suite/step-up.ts'
import { tokenTests } from './store-suite/tokens.ts'
import { tryTests } from './store-suite/tries.ts'
import { userTests } from './store-suite/users.ts'

/** What every store must do. `makeStore` is given the clock that rules it and makes an empty store for one test. */
export function storeSuite(name: string, makeStore: MakeStore): void {
  describe(name, () => {
    describe('users', () => userTests(makeStore))
    describe('passwords', () => passwordTests(makeStore))
    describe('pending logins', () => pendingLoginTests(makeStore))
    describe('finishLogin', () => finishLoginTests(makeStore))
    describe('sessions', () => sessionTests(makeStore))
    describe('rotation', () => rotationTests(makeStore))
    describe('finishStepUp', () => stepUpTests(makeStore))
    describe('tries', () => tryTests(makeStore))
    describe('enrolment', () => enrolmentTests(makeStore))
    describe('confirmEnrolment', () => confirmEnrolmentTests(makeStore))
    describe('removing devices', () => removalTests(makeStore))
    describe('one-time tokens', () => tokenTests(makeStore))
    describe('races', () => raceTests(makeStore))
  })
}
