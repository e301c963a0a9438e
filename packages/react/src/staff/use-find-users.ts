import type { Output } from '@keystep/contract'
import { useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import type { Action } from '../provider/use-action.ts'
import { useSession } from '../session/use-session.ts'
import { useVerifiedAction } from '../session/use-verified-action.ts'

export type FoundUser = Output<'staff', 'find'>['users'][number]

export type UseFindUsers = Omit<Action<string, true>, 'run'> & {
  /** Null before anybody was looked for; empty where nobody is called that. */
  readonly users: readonly FoundUser[] | null
  /** By the whole id, identifier or e-mail address. True when an answer came. */
  readonly find: (name: string) => Promise<boolean>
}

type Found = { readonly by: string | null; readonly users: readonly FoundUser[] | null }

/**
 * Looks for users, for the support desk. Neither what was typed nor who was found is kept in a cache: both go with the
 * component, and with whoever asked.
 */
export function useFindUsers(): UseFindUsers {
  const { client } = useKeystep()
  const { session } = useSession()
  const staffId = session?.state === 'signed_in' ? session.user.id : null
  const [{ by, users }, setFound] = useState<Found>({ by: null, users: null })
  const { run, ...action } = useVerifiedAction(async (name: string) => {
    setFound({ by: staffId, ...(await client.staff.find({ name })) })
    return true
  })
  return {
    ...action,
    users: by === staffId ? users : null,
    find: async (name) => (await run(name)) ?? false,
  }
}
