import * as z from 'zod/mini'
import { type ErrorCode, statusOf } from './problems.ts'
import { pathParameters, type Route } from './route.ts'
import { errorsOf, routeErrors } from './route-errors.ts'
import { routes } from './routes.ts'
import { schemas } from './schemas.ts'

type CallSchemas = {
  readonly body?: z.ZodMiniType
  readonly params?: Record<string, z.ZodMiniType>
  readonly response: z.ZodMiniType
}

/** The whole wire as an OpenAPI 3.1 document: each operation with every error code it can answer. */
export function openApiDocument(info: { title: string; version: string; server: string }) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [area, verbs] of Object.entries(routes)) {
    for (const [verb, route] of Object.entries(verbs as Record<string, Route>)) {
      const ofCall = (schemas as Record<string, Record<string, CallSchemas>>)[area]?.[verb]
      if (!ofCall) throw new Error(`routes.${area}.${verb} has no schemas. Add them under the same keys.`)
      const own = (routeErrors as Record<string, Record<string, readonly ErrorCode[]>>)[area]?.[verb] ?? []
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(`${area}.${verb}`, route, ofCall, own) }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: info.title, version: info.version },
    servers: [{ url: info.server }],
    paths,
    components: { schemas: { Problem: problemSchema } },
  }
}

function operation(
  operationId: string,
  route: Route,
  { body, params, response }: CallSchemas,
  own: readonly ErrorCode[],
) {
  const parameters = pathParameters(route.path).map((name) => {
    const schema = params?.[name]
    if (!schema) throw new Error(`${operationId}: the path parameter "${name}" has no schema. Add it to params.`)
    return { name, in: 'path', required: true, schema: json(schema) }
  })
  return {
    operationId,
    'x-access': route.access,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: json(body) } } } }),
    responses: {
      200: { description: 'OK', content: { 'application/json': { schema: json(response) } } },
      ...problemResponses(errorsOf(route, own)),
    },
  }
}

function problemResponses(codes: readonly ErrorCode[]) {
  const byStatus = Map.groupBy(codes, (code) => statusOf[code])
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.join(', '),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: ofStatus } } }],
            },
          },
        },
      },
    ]),
  )
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    retryAfter: { type: 'integer' },
    sending: { const: true },
    triesLeft: { type: 'integer' },
    maxAge: { type: 'integer' },
    methods: { type: 'array', items: { type: 'string' } },
    password: { type: 'boolean' },
    reauthenticateUrl: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, key: { type: 'string' } } },
    },
  },
}

function json(schema: z.ZodMiniType) {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' })
  return rest
}
