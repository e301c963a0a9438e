import type { Access } from './routes.ts'

/** One row of the route table, whichever. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the mount point; `:name` marks a parameter. */
  readonly path: string
  readonly access: Access
}

/** The names of a path's parameters: `/devices/:id/confirm` has `id`. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1] as string)
}
