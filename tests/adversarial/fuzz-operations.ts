import * as fc from 'fast-check'
import { wrongTypesOfContent } from './bad-bodies.ts'
import { type BodySchema, hostileBody } from './hostile-bodies.ts'
import { nearlyRightText } from './hostile-text.ts'

/** One call of the wire, as the running server describes it. */
export type Operation = {
  readonly name: string
  readonly method: string
  /** `/devices/{id}` */
  readonly path: string
  readonly body: BodySchema | null
  /** What it may answer besides 200, by status. */
  readonly codes: Readonly<Record<string, readonly string[]>>
}

export type HostileCall = {
  /** Percent-encoded, but for the names that stand for what exists only once the server runs. */
  readonly path: string
  readonly contentType: string | null
  /** Null: none. */
  readonly body: string | null
}

type Description = {
  readonly operationId: string
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: BodySchema } } }
  readonly responses: Readonly<Record<string, { readonly description: string }>>
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Description>>>> }

export function readOperations({ paths }: Document): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([method, { operationId, requestBody, responses }]) => {
      const problems = Object.entries(responses).filter(([status]) => status !== '200')
      return {
        name: operationId,
        method: method.toUpperCase(),
        path,
        body: requestBody?.content['application/json'].schema ?? null,
        codes: Object.fromEntries(problems.map(([status, { description }]) => [status, description.split(', ')])),
      }
    }),
  )
}

/** Hostile calls of an operation: with a hostile id in its path, a hostile body, and at times a wrong type of content. */
export function hostileCall({ path, body }: Operation): fc.Arbitrary<HostileCall> {
  const contentType = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom<string | null>('application/json', 'Application/JSON; charset=utf-8') },
    { weight: 1, arbitrary: fc.constantFrom(...wrongTypesOfContent) },
  )
  // A path of dots alone is another path, as every client knows.
  const id = nearlyRightText('id').map((text) => (/^\.*$/.test(text) ? 'x' : text.slice(0, 300)))
  return fc.record({
    path: path.includes('{id}') ? id.map((text) => path.replace('{id}', () => encode(text))) : fc.constant(path),
    contentType: body ? contentType : fc.constant(null),
    body: body ? hostileBody(body) : fc.constant(null),
  })
}

function encode(text: string): string {
  return text.startsWith('«') ? text : encodeURIComponent(text.toWellFormed())
}
