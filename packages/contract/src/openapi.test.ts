import { expect, test } from 'vitest'
import { fromJSONSchema } from 'zod'
import { openApiDocument } from './openapi.ts'
import { type ErrorCode, problem, type ProblemDetails, statusOf } from './problems.ts'
import { pathParameters, type Route } from './route.ts'
import { errorsOf, routeErrors } from './route-errors.ts'
import { routes } from './routes.ts'

type JsonSchema = Parameters<typeof fromJSONSchema>[0]
type Content = Record<
  string,
  { schema: JsonSchema & { allOf?: [{ $ref: string }, { properties: { code: { enum: readonly ErrorCode[] } } }] } }
>
type Operation = {
  readonly operationId: string
  readonly 'x-access': string
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: JsonSchema }[]
  readonly requestBody?: { required: boolean; content: Content }
  readonly responses: Record<string, { description: string; content: Content }>
}

const document = openApiDocument({ title: 'Acme', version: '1.2.3', server: 'https://acme.example/auth' })
const all = Object.entries(routes).flatMap(([area, verbs]) =>
  Object.entries(verbs as Record<string, Route>).map(([verb, route]) => ({ name: `${area}.${verb}`, route })),
)

function operationOf({ method, path }: Route): Operation {
  return document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] as Operation
}

const bodyOf = (route: Route) => operationOf(route).requestBody?.content['application/json']?.schema
const answerOf = (route: Route) => operationOf(route).responses[200]?.content['application/json']?.schema as JsonSchema

test('is an OpenAPI 3.1 document of the server it is asked for', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(document.info).toEqual({ title: 'Acme', version: '1.2.3' })
  expect(document.servers).toEqual([{ url: 'https://acme.example/auth' }])
})

test('has every route and nothing else', () => {
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => (operation as Operation).operationId),
  )
  expect(ids.toSorted()).toEqual(all.map(({ name }) => name).toSorted())
})

test.for(all)('$name has its access class and every error code it can answer, by status', ({ name, route }) => {
  const operation = operationOf(route)
  const listed = Object.entries(operation.responses)
    .filter(([status]) => status !== '200')
    .flatMap(([status, { content }]) => {
      const [base, own] = content['application/problem+json']?.schema.allOf ?? []
      expect(base).toEqual({ $ref: '#/components/schemas/Problem' })
      const codes = own?.properties.code.enum ?? []
      expect(codes.map((code) => String(statusOf[code]))).toEqual(codes.map(() => status))
      return codes
    })
  expect(operation).toMatchObject({ operationId: name, 'x-access': route.access })
  const [area = '', verb = ''] = name.split('.')
  const own = (routeErrors as Record<string, Record<string, readonly ErrorCode[]>>)[area]?.[verb]
  expect(listed.toSorted()).toEqual(errorsOf(route, own))
})

test('every parameter of a path is described and required', () => {
  const described = all.flatMap(({ route }) => operationOf(route).parameters ?? [])
  const expected = all.flatMap(({ route }) => pathParameters(route.path))
  expect(described).toMatchObject(
    expected.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
  )
})

test('names no dialect inside, as OpenAPI 3.1 has one for the whole document', () => {
  expect(JSON.stringify(document)).not.toContain('$schema')
})

test('every reference leads to a schema of the document', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1])
  expect(new Set(references)).toEqual(new Set(['#/components/schemas/Problem']))
  expect(document.components.schemas.Problem.type).toBe('object')
})

test('every JSON Schema can be read back', () => {
  for (const { route } of all) {
    const { parameters = [], requestBody } = operationOf(route)
    const body = requestBody ? [bodyOf(route) as JsonSchema] : []
    for (const schema of [...parameters.map((parameter) => parameter.schema), ...body, answerOf(route)]) {
      expect(() => fromJSONSchema(schema)).not.toThrow()
    }
  }
})

test('the schema of a body takes what the server takes and refuses what it refuses', () => {
  const body = fromJSONSchema(bodyOf(routes.login.start) as JsonSchema)
  const isTaken = (value: unknown) => body.safeParse(value).success
  expect(isTaken({ identifier: 'ada', password: 'secret' })).toBe(true)
  expect(isTaken({ identifier: 'ada', password: 'secret', next: '/account' })).toBe(true)
  expect(isTaken({ identifier: 'ada' })).toBe(false)
  expect(isTaken({ identifier: '', password: 'secret' })).toBe(false)
  expect(isTaken({ identifier: 'ada', password: 'secret', staff: true })).toBe(false)
})

test('the schema of the session takes each of its states and no mixture', () => {
  const session = fromJSONSchema(answerOf(routes.session.read))
  const isTaken = (value: unknown) => session.safeParse(value).success
  const now = '2026-11-24T12:00:00.000Z'
  const user = { name: 'Ada', identifier: 'ada', image: null }
  const pending = {
    state: 'second_factor',
    now,
    user,
    devices: [],
    challenge: null,
    trustSeconds: null,
    expiresAt: null,
    next: null,
  }
  expect(isTaken({ state: 'anonymous', now, firstFactors: ['password'] })).toBe(true)
  expect(isTaken(pending)).toBe(true)
  expect(isTaken({ ...pending, state: 'anonymous' })).toBe(false)
  expect(isTaken({ ...pending, state: 'signed_in' })).toBe(false)
  expect(isTaken({ ...pending, now: 'yesterday' })).toBe(false)
})

test('the schema of a problem describes every detail that a problem can carry', () => {
  const details: Required<ProblemDetails> = {
    retryAfter: 30,
    sending: true,
    triesLeft: 2,
    maxAge: 600,
    methods: ['totp'],
    password: true,
    reauthenticateUrl: '/oauth',
    errors: [{ path: 'password', key: 'too_short' }],
  }
  const { Problem } = document.components.schemas
  const written = problem('bad_request', details)
  expect(Object.keys(Problem.properties).toSorted()).toEqual(Object.keys(written).toSorted())
  expect(fromJSONSchema(Problem as JsonSchema).safeParse(written).success).toBe(true)
  expect(fromJSONSchema(Problem as JsonSchema).safeParse({ code: 'bad_request' }).success).toBe(false)
})
