import { describe } from 'vitest'
import { budgetTests } from './budget-tests.ts'
import { capTests } from './cap-tests.ts'
import { challengeRaceTests } from './challenge-race-tests.ts'
import { challengeTests } from './challenge-tests.ts'
import { changeTests } from './change-tests.ts'
import { deviceRaceTests } from './device-race-tests.ts'
import { enrolmentTests } from './enrolment-tests.ts'
import { eventTests } from './event-tests.ts'
import { leftoverTests } from './leftover-tests.ts'
import type { MakeStore } from './open-scene.ts'
import { outboxTests } from './outbox-tests.ts'
import { passwordTests } from './password-tests.ts'
import { pendingTests } from './pending-tests.ts'
import { purgeTests } from './purge-tests.ts'
import { raceTests } from './race-tests.ts'
import { removalTests } from './removal-tests.ts'
import { repeatedRaceTests } from './repeated-race-tests.ts'
import { rotationTests } from './rotation-tests.ts'
import { scheduleTests } from './schedule-tests.ts'
import { secretTests } from './secret-tests.ts'
import { sentCodeTests } from './sent-code-tests.ts'
import { sessionListTests } from './session-list-tests.ts'
import { sessionTests } from './session-tests.ts'
import { tokenTests } from './token-tests.ts'
import { trustEndTests } from './trust-end-tests.ts'
import { trustListTests } from './trust-list-tests.ts'
import { trustTests } from './trust-tests.ts'
import { trustTurnTests } from './trust-turn-tests.ts'
import { tryTests } from './try-tests.ts'
import { userTests } from './user-tests.ts'

/** What every store must do. Run it on yours. */
export function storeSuite(name: string, makeStore: MakeStore): void {
  describe(`a store ${name}`, { timeout: 60_000 }, () => {
    userTests(makeStore)
    passwordTests(makeStore)
    pendingTests(makeStore)
    sessionTests(makeStore)
    sessionListTests(makeStore)
    rotationTests(makeStore)
    tryTests(makeStore)
    challengeTests(makeStore)
    sentCodeTests(makeStore)
    budgetTests(makeStore)
    enrolmentTests(makeStore)
    removalTests(makeStore)
    changeTests(makeStore)
    trustTests(makeStore)
    trustListTests(makeStore)
    trustEndTests(makeStore)
    trustTurnTests(makeStore)
    tokenTests(makeStore)
    secretTests(makeStore)
    scheduleTests(makeStore)
    eventTests(makeStore)
    outboxTests(makeStore)
    leftoverTests(makeStore)
    purgeTests(makeStore)
    capTests(makeStore)
    raceTests(makeStore)
    repeatedRaceTests(makeStore)
    challengeRaceTests(makeStore)
    deviceRaceTests(makeStore)
  })
}
