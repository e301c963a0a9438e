import type { Client } from '@keystep/contract'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Messages } from '../languages/en.ts'
import type { ClassNames } from '../parts/use-part.ts'
import type { OtherTabs } from '../session/other-tabs.ts'
import type { StepUpDesk } from '../session/step-up-desk.ts'
import type { Slots } from './slots.tsx'
import type { MethodChoice } from './use-method-choice.ts'
import type { Urls } from './urls.ts'

export type KeystepContext = {
  readonly client: Client
  readonly queryClient: QueryClient
  /** What only the second step and the pages of an account say is among them once those are shown; `en` has it all. */
  readonly messages: Messages
  readonly language: string
  readonly dir: 'ltr' | 'rtl'
  readonly theme: 'light' | 'dark' | undefined
  readonly surface: 'card' | 'plain'
  readonly urls: Urls
  readonly navigate: (url: string) => void
  readonly needsVerification: (path: string) => boolean
  readonly slots: Slots
  readonly classNames: ClassNames
  /** What the app makes of the kit's own methods; `useMethods` is what comes of it. */
  readonly chooseMethods: MethodChoice
  readonly stepUp: StepUpDesk
  readonly otherTabs: OtherTabs
}

export const Context = createContext<KeystepContext | null>(null)

/** Everything the provider knows. */
export function useKeystep(): KeystepContext {
  const context = useContext(Context)
  if (!context) throw new Error('useKeystep: there is no provider. Wrap the app in <KeystepProvider baseUrl="/auth">.')
  return context
}

/** The typed client, for calls of the app's own. */
export function useKeystepClient(): Client {
  return useKeystep().client
}
