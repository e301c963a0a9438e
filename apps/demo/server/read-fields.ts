import { type FieldError, KeystepError } from '@keystep/contract'

/** The fields of a JSON body: each a text that is not blank and no longer than the number beside its name. */
export async function readFields<Name extends string>(
  request: Request,
  longest: Readonly<Record<Name, number>>,
): Promise<Record<Name, string>> {
  // A form of another site can post text, but cannot call it JSON.
  if (!request.headers.get('content-type')?.startsWith('application/json')) throw new KeystepError('not_json')
  const body: unknown = await request.json().catch(() => null)
  const given = new Map(Object.entries(body ?? {}))
  const errors: FieldError[] = []
  const fields = Object.entries<number>(longest).map(([path, length]) => {
    const value: unknown = given.get(path)
    if (typeof value !== 'string' || value.trim() === '') errors.push({ path, key: 'required' })
    else if (value.length > length) errors.push({ path, key: 'too_big' })
    return [path, value]
  })
  if (errors.length > 0) throw new KeystepError('bad_request', { errors })
  return Object.fromEntries(fields) as Record<Name, string>
}
