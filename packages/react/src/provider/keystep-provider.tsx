'use client'
import { createClient } from '@keystep/contract'
import { QueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Messages } from '../languages/en.ts'
import { enSignIn } from '../languages/en-sign-in.ts'
import { ownTexts } from '../languages/own-texts.ts'
import type { Method } from '../methods/method.ts'
import type { ClassNames } from '../parts/use-part.ts'
import { createOtherTabs } from '../session/other-tabs.ts'
import { sessionKey } from '../session/session-key.ts'
import { createStepUpDesk } from '../session/step-up-desk.ts'
import { StepUpDialog } from '../session/step-up-dialog.tsx'
import { Context, type KeystepContext } from './keystep-context.ts'
import { ownSlots, type Slots } from './slots.tsx'
import { resolveUrls, type Urls } from './urls.ts'
import { useLatest } from './use-latest.ts'
import { type MethodChoice, useMethodChoice } from './use-method-choice.ts'
import { useSame } from './use-same.ts'

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
  /** Classes of the app's own, by the part they go on: `{ card: 'panel', button: 'btn' }`. */
  readonly classNames?: ClassNames
  /**
   * Methods beside or in place of the kit's own, by their `method`; or, of a function, those that it makes of the kit's
   * own. One that is not among them is hidden, whatever the server offers.
   */
  readonly methods?: readonly Method[] | MethodChoice
  /**
   * Which paths of this origin, without their query, ask to be verified: whoever signs in to go there and has no device
   * sets one up first. @default none
   */
  readonly needsVerification?: (path: string) => boolean
  /** The app's own TanStack Query client. Keystep's keys begin with `keystep`; no secret ever enters it. */
  readonly queryClient?: QueryClient
}

Object.assign(ownTexts, enSignIn)
const noTexts: Partial<Messages> = {}
const rightToLeft = ['ar', 'fa', 'he', 'ur']

/** What every component and hook stands in. Mounts the one dialog that asks to verify again. */
export function KeystepProvider({ children, queryClient: hostQueryClient, ...props }: KeystepProviderProps) {
  const { baseUrl, fetch, navigate, urls, language = 'en', dir, messages, theme, surface = 'card', slots } = props
  const { classNames, methods, needsVerification } = props
  const [ownQueryClient] = useState(() => hostQueryClient ?? new QueryClient())
  const [stepUp] = useState(createStepUpDesk)
  const [otherTabs] = useState(createOtherTabs)
  const queryClient = hostQueryClient ?? ownQueryClient
  const latestFetch = useLatest((...call: Parameters<typeof globalThis.fetch>) => (fetch ?? globalThis.fetch)(...call))
  const client = useMemo(() => createClient({ baseUrl, fetch: latestFetch }), [baseUrl, latestFetch])

  useEffect(
    () => otherTabs.listen(() => void queryClient.invalidateQueries({ queryKey: sessionKey.slice(0, 1) })),
    [otherTabs, queryClient],
  )

  // The same as long as nothing in it changed: whatever reads it would otherwise render with every parent of this.
  const context = useSame<KeystepContext>({
    client,
    queryClient,
    messages: useTexts(messages),
    language,
    dir: dir ?? (rightToLeft.includes(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'),
    theme,
    surface,
    urls: useSame(resolveUrls(urls)),
    navigate: useLatest(navigate ?? ((url) => window.location.assign(url))),
    needsVerification: useLatest(needsVerification ?? (() => false)),
    slots: useSame({ ...ownSlots, ...slots }),
    classNames: useSame(classNames ?? {}),
    chooseMethods: useMethodChoice(methods),
    stepUp,
    otherTabs,
  })
  return (
    <Context.Provider value={context}>
      {children}
      <StepUpDialog />
    </Context.Provider>
  )
}

function useTexts(own: Partial<Messages> = noTexts): Messages {
  const changed = useSame(own)
  return useMemo(() => Object.assign(Object.create(ownTexts) as Messages, changed), [changed])
}
