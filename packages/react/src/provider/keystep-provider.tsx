'use client'
import { createClient } from '@keystep/contract'
import { QueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { en, type Messages } from '../languages/en.ts'
import { backupMethod } from '../methods/backup/backup-method.tsx'
import type { Method } from '../methods/method.ts'
import { totpMethod } from '../methods/totp/totp-method.tsx'
import { createOtherTabs } from '../session/other-tabs.ts'
import { sessionKey } from '../session/session-key.ts'
import { createStepUpDesk } from '../session/step-up-desk.ts'
import { StepUpDialog } from '../session/step-up-dialog.tsx'
import { Context, type KeystepContext } from './keystep-context.ts'
import { ownSlots, type Slots } from './slots.tsx'
import { resolveUrls, type Urls } from './urls.ts'

export type KeystepProviderProps = {
  /** Where the server is mounted: `/auth`, or `https://api.acme.example/auth`. */
  readonly baseUrl: string
  readonly children?: ReactNode
  readonly fetch?: typeof globalThis.fetch
  /** The router's own way to go somewhere. @default a page load */
  readonly navigate?: (url: string) => void
  readonly urls?: Partial<Urls>
  /** BCP 47. @default 'en' */
  readonly language?: string
  /** @default by the language */
  readonly dir?: 'ltr' | 'rtl'
  /** Texts to change, one by one, or a whole language. */
  readonly messages?: Partial<Messages>
  /** Without it the colours follow the page's `color-scheme`. */
  readonly theme?: 'light' | 'dark'
  /** `plain`: no border and no ground, inside a card of the app's own. @default 'card' */
  readonly surface?: 'card' | 'plain'
  readonly slots?: Partial<Slots>
  /** Methods beside or in place of the built-in ones, by their `method`. One the kit does not know is hidden. */
  readonly methods?: readonly Method[]
  /** The app's own TanStack Query client. Keystep's keys begin with `keystep`; no secret ever enters it. */
  readonly queryClient?: QueryClient
}

const rightToLeft = ['ar', 'fa', 'he', 'ur']

/** What every component and hook stands in. Mounts the one dialog that asks to verify again. */
export function KeystepProvider({ children, methods, queryClient: hostQueryClient, ...props }: KeystepProviderProps) {
  const { baseUrl, fetch, navigate, urls, language = 'en', dir, messages, theme, surface = 'card', slots } = props
  const [ownQueryClient] = useState(() => hostQueryClient ?? new QueryClient())
  const [stepUp] = useState(createStepUpDesk)
  const [otherTabs] = useState(createOtherTabs)
  const queryClient = hostQueryClient ?? ownQueryClient
  const client = useMemo(() => createClient(fetch ? { baseUrl, fetch } : { baseUrl }), [baseUrl, fetch])

  useEffect(
    () => otherTabs.listen(() => void queryClient.invalidateQueries({ queryKey: sessionKey.slice(0, 1) })),
    [otherTabs, queryClient],
  )

  const context: KeystepContext = {
    client,
    queryClient,
    messages: { ...en, ...messages },
    language,
    dir: dir ?? (rightToLeft.includes(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'),
    theme,
    surface,
    urls: resolveUrls(urls),
    navigate: navigate ?? ((url) => window.location.assign(url)),
    slots: { ...ownSlots, ...slots },
    methods: mergeMethods([totpMethod, backupMethod], methods ?? []),
    stepUp,
    otherTabs,
  }
  return (
    <Context.Provider value={context}>
      {children}
      <StepUpDialog />
    </Context.Provider>
  )
}

function mergeMethods(own: readonly Method[], added: readonly Method[]): readonly Method[] {
  const kept = own.filter(({ method }) => !added.some((other) => other.method === method))
  return [...kept, ...added]
}
