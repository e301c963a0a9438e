import * as fc from 'fast-check'
import { hostileText, nearlyRightText } from './hostile-text.ts'

/** As far as the schemas of bodies go. */
export type BodySchema = {
  readonly type?: string
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, BodySchema>>
  readonly required?: readonly string[]
}

/** A key and the JSON of its value: a list, so that a key may be there twice. */
type Field = readonly [key: string, json: string]

const deep = fc
  .constantFrom(7, 9, 100, 3000)
  .chain((depth) =>
    fc.constantFrom(`${'['.repeat(depth)}${']'.repeat(depth)}`, `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  )
const large = fc.constantFrom(100, 5000, 50_000).map((length) => `[${Array<number>(length).fill(0).join()}]`)
const odd = fc.constantFrom('null', 'true', '-0', '1e400', '123456', '0.1', '{"$gt":""}', '["123456"]', '{"length":6}')

/** Any value but, most of the time, a text. */
const wrongValue: fc.Arbitrary<string> = fc.oneof(
  odd,
  deep,
  large,
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc.constantFrom('{"__proto__":{"staff":true}}', '{"constructor":{"prototype":{"staff":true}}}'),
)

const furtherFields: fc.Arbitrary<readonly Field[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<readonly Field[]>([]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.oneof(
          fc.constantFrom(
            '__proto__',
            'constructor',
            'prototype',
            'userId',
            'verified',
            'secret',
            'counter',
            'now',
            '',
          ),
          hostileText,
        ),
        wrongValue,
      )
      .map((field): readonly Field[] => [field]),
  },
)

/** Text that is meant to be the body of a call, made from its schema: nearly right, or wrong in one way or another. */
export function hostileBody({ properties = {}, required = [] }: BodySchema): fc.Arbitrary<string> {
  const fields = Object.entries(properties).map(([key, schema]) => fieldOf(key, schema, required.includes(key)))
  const object = fc
    .tuple(fc.tuple(...fields), furtherFields)
    .map(([ofSchema, further]) => toJson([...ofSchema.flat(), ...further]))
  return fc.oneof(
    { weight: 12, arbitrary: object },
    { weight: 2, arbitrary: fc.tuple(object, fc.nat(200)).map(([text, at]) => text.slice(0, at)) },
    { weight: 1, arbitrary: fc.tuple(object, hostileText).map(([text, more]) => `${text}${more}`) },
    { weight: 1, arbitrary: wrongValue },
    { weight: 1, arbitrary: fc.constantFrom('', ' ', '\ufeff{}', '{}{}', '\u0000', "{'a':1}", '{"a":1,}', '//\n{}') },
  )
}

/** Mostly there once with a text or what else its type asks for; also missing, of another type, or there twice. */
function fieldOf(key: string, schema: BodySchema, isRequired: boolean): fc.Arbitrary<readonly Field[]> {
  const field = (json: string): readonly Field[] => [[key, json]]
  const right = valueOf(key, schema)
  const nothing = fc.constant<readonly Field[]>([])
  return fc.oneof(
    { weight: 8, arbitrary: right.map(field) },
    { weight: isRequired ? 1 : 5, arbitrary: nothing },
    { weight: 2, arbitrary: wrongValue.map(field) },
    { weight: 1, arbitrary: fc.tuple(wrongValue, right).map((both) => both.flatMap(field)) },
  )
}

function valueOf(key: string, { type, const: only }: BodySchema): fc.Arbitrary<string> {
  if (only !== undefined) return fc.constantFrom(JSON.stringify(only), 'false', '"true"')
  if (type === 'boolean') return fc.constantFrom('true', 'false', '1', '"true"')
  if (type === 'object')
    return fc.oneof(
      deep,
      fc.object({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
    )
  if (type !== 'string') throw new Error(`${key} is of a type that nothing hostile is made of here: ${type}`)
  return nearlyRightText(key).map((text) => JSON.stringify(text))
}

function toJson(fields: readonly Field[]): string {
  return `{${fields.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join()}}`
}
