import type * as z from 'zod/mini'
import type { Routes } from './routes.ts'
import type { Schemas } from './schemas.ts'

// Types only: what a call takes and answers, read off the schemas.

export type Area = keyof Routes
export type Verb<A extends Area> = keyof Routes[A] & keyof Schemas[A]

type BodyOf<S> = S extends { body: infer B extends z.ZodMiniType } ? Fields<z.infer<B>> : unknown
/** A body without fields is inferred as a record of nothing, beside which no path parameter could stand. */
type Fields<T> = string extends keyof T ? unknown : T
type ParamsOf<S> = S extends { params: infer P extends Record<string, z.ZodMiniType> }
  ? { [K in keyof P]: z.infer<P[K]> }
  : unknown

/** Body and path parameters of a call, in one object. */
export type Input<A extends Area, V extends Verb<A>> = ParamsOf<Schemas[A][V]> & BodyOf<Schemas[A][V]>

/** What a call answers. */
export type Output<A extends Area, V extends Verb<A>> = Schemas[A][V] extends {
  response: infer R extends z.ZodMiniType
}
  ? z.infer<R>
  : never

export type SessionState = Output<'session', 'read'>
export type Anonymous = Extract<SessionState, { state: 'anonymous' }>
export type SecondFactor = Extract<SessionState, { state: 'second_factor' }>
export type SignedIn = Extract<SessionState, { state: 'signed_in' }>
export type Device = SecondFactor['devices'][number]
export type Challenge = Output<'login', 'challenge'>
export type DeviceList = Output<'devices', 'list'>
export type SessionList = Output<'sessions', 'list'>
export type TrustedBrowserList = Output<'trustedBrowsers', 'list'>
export type ActivityList = Output<'activity', 'list'>
export type UserOverview = Output<'staff', 'read'>
export type Enrolment = Output<'devices', 'begin'>
