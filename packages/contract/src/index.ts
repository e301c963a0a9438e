export type {
  Anonymous,
  Area,
  Challenge,
  Device,
  DeviceList,
  Enrolment,
  Input,
  Output,
  SecondFactor,
  SessionList,
  SessionState,
  SignedIn,
  TrustedBrowserList,
  ActivityList,
  UserOverview,
  Verb,
} from './call.ts'
export { type Client, type ClientOptions, createClient } from './client.ts'
export {
  type GuardDecision,
  guardDecision,
  type GuardDenial,
  type GuardRequirement,
  type GuardSession,
  hasPermission,
  type StaffSession,
} from './guard-decision.ts'
export { type FailureCode, isKeystepError, KeystepError } from './keystep-error.ts'
export {
  type ErrorCode,
  type FieldError,
  isErrorCode,
  problem,
  type Problem,
  type ProblemDetails,
  statusOf,
} from './problems.ts'
export { pathParameters, type Route } from './route.ts'
export { errorsOf, routeErrors } from './route-errors.ts'
export { type Access, type Routes, routes } from './routes.ts'
export { safeNext } from './safe-next.ts'
