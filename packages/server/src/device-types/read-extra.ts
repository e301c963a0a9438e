import { KeystepError } from '@keystep/contract'
import type { ExtraSchema } from './device-type.ts'

/** What a request brought in `extra`, as the device type's schema lets it through; without one there may be nothing. */
export async function readExtra(schema: ExtraSchema | undefined, extra: unknown): Promise<unknown> {
  if (!schema) {
    if (extra === undefined) return undefined
    throw new KeystepError('bad_request', { errors: [{ path: 'extra', key: 'unrecognized_keys' }] })
  }
  const result = await schema['~standard'].validate(extra)
  if (!result.issues) return result.value
  const errors = result.issues.map(({ path = [] }) => {
    const keys = path.map((part) => String(typeof part === 'object' ? part.key : part))
    return { path: ['extra', ...keys].join('.'), key: 'invalid' }
  })
  throw new KeystepError('bad_request', { errors })
}

/** What a device type shows, cut to its schema: nothing leaks by being added. A type that breaks its own is a fault. */
export async function cutExtra(schema: ExtraSchema | undefined, extra: unknown): Promise<Record<string, unknown>> {
  if (!schema || extra === undefined) return {}
  const result = await schema['~standard'].validate(extra)
  if (result.issues) throw new Error('A device type shows what its own schema refuses.')
  return { extra: result.value }
}
