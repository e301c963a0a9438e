import { expect, test } from 'vitest'
import { type ErrorCode, statusOf } from './problems.ts'
import { pathParameters, type Route } from './route.ts'
import { errorsOf, routeErrors } from './route-errors.ts'
import { routes } from './routes.ts'
import { schemas } from './schemas.ts'

type CallSchemas = { readonly body?: object; readonly params?: object; readonly response: object }

const all = Object.entries(routes).flatMap(([area, verbs]) =>
  Object.entries(verbs as Record<string, Route>).map(([verb, route]) => ({
    name: `${area}.${verb}`,
    area,
    verb,
    route,
  })),
)
const schemasOf = (area: string, verb: string) =>
  (schemas as unknown as Record<string, Record<string, CallSchemas>>)[area]?.[verb]

test('routes and schemas have the same keys', () => {
  const described = Object.entries(schemas).flatMap(([area, verbs]) =>
    Object.keys(verbs).map((verb) => `${area}.${verb}`),
  )
  expect(described.toSorted()).toEqual(all.map(({ name }) => name).toSorted())
})

test('no two routes share method and path', () => {
  const addresses = all.map(({ route }) => `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`)
  expect(new Set(addresses).size).toBe(addresses.length)
})

test.for(all)('$name takes a body exactly where its method has one', ({ area, verb, route }) => {
  expect(Object.hasOwn(schemasOf(area, verb) ?? {}, 'body')).toBe(route.method === 'POST' || route.method === 'PATCH')
})

test.for(all)('$name has a schema for each parameter of its path and no other', ({ area, verb, route }) => {
  expect(Object.keys(schemasOf(area, verb)?.params ?? {})).toEqual(pathParameters(route.path))
})

test.for(all)('$name has a path in lower case without a slash at the end', ({ route }) => {
  expect(route.path).toMatch(/^(\/([a-z]+(-[a-z]+)*|:[a-z]+|openapi\.json))+$/)
})

test('what a pending login opens is its own three calls', () => {
  expect(all.filter(({ route }) => route.access === 'pending').map(({ name }) => name)).toEqual([
    'login.challenge',
    'login.verify',
    'login.giveUp',
  ])
})

test('what anybody may call', () => {
  expect(all.filter(({ route }) => route.access === 'public').map(({ name }) => name)).toEqual([
    'session.read',
    'session.logout',
    'login.start',
    'password.forgot',
    'password.reset',
    'about.health',
    'about.openapi',
  ])
})

test.for([
  ['public', ['unavailable']],
  ['pending', ['login_expired', 'unavailable']],
  ['session', ['unauthenticated', 'unavailable']],
  ['fresh', ['first_factor_required', 'step_up_required', 'unauthenticated', 'unavailable', 'verification_required']],
] as const)('a %s read answers the codes of its access class', ([access, codes]) => {
  expect(errorsOf({ method: 'GET', path: '/x', access })).toEqual(codes)
})

test.for([
  ['POST', ['bad_request', 'body_too_large', 'not_json', 'origin_rejected', 'unavailable']],
  ['PATCH', ['bad_request', 'body_too_large', 'not_json', 'origin_rejected', 'unavailable']],
  ['DELETE', ['bad_request', 'body_too_large', 'origin_rejected', 'unavailable']],
] as const)('a %s answers the codes of its method', ([method, codes]) => {
  expect(errorsOf({ method, path: '/x', access: 'public' })).toEqual(codes)
})

test.for(all)('$name lists each of its codes once, and none that comes with its class or method', ({ name, route }) => {
  const [area = '', verb = ''] = name.split('.')
  const own = (routeErrors as Record<string, Record<string, readonly ErrorCode[]>>)[area]?.[verb]
  const others = errorsOf(route)
  expect(own?.filter((code) => others.includes(code))).toEqual([])
  expect(new Set(own).size).toBe(own?.length)
  expect(errorsOf(route, own).filter((code) => !Object.hasOwn(statusOf, code))).toEqual([])
})

test('the parameters of a path come in their order', () => {
  expect(pathParameters('/devices')).toEqual([])
  expect(pathParameters('/hooks/:gateway/:id')).toEqual(['gateway', 'id'])
})
