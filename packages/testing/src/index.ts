export { createTestServer, type TestServer, type TestServerOptions } from './create-test-server.ts'
export type { Browser } from './browser.ts'
export type { Person, PersonName } from './people.ts'
export type { RecordedEvent } from './record-events.ts'
// Parts, for a server of one's own
export { type Authenticator, authenticatorApp, type AuthenticatorSettings } from './authenticator-app.ts'
export { codeInMessage } from './code-in-message.ts'
export { cheapHash } from './cheap-hash.ts'
export { type CookieJar, cookieJar } from './cookie-jar.ts'
export { inPageFetch, type InPageFetchOptions } from './in-page-fetch.ts'
export { type MovingClock, movingClock } from './moving-clock.ts'
// Who meets which guard, and what comes of it: for guards of one's own too
export { type GuardCell, guardCells } from './guard-cells.ts'
export { type GuardServer, type GuardVisitor, guardVisitors } from './guard-visitors.ts'
