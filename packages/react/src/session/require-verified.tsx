import type { GuardRequirement } from '@keystep/contract'
import { type ComponentType, forwardRef, type ReactNode, useState } from 'react'
import { type ComponentProps, Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Unreachable } from '../provider/unreachable.tsx'
import { SetupWizard } from '../setup/setup-wizard.tsx'
import { Denied } from './denied.tsx'
import { useGuard } from './use-guard.ts'
import { useSession } from './use-session.ts'

export type Redirect = { readonly redirect: string }

export type RequireVerifiedProps = Omit<ComponentProps<never>, 'onDone' | 'onStepChange' | 'onError' | 'form'> &
  GuardRequirement & {
    /** For nobody signed in, or a device that did not verify this session. @default the provider's sign-in page */
    readonly onAnonymous?: 'deny' | Redirect | undefined
    /**
     * For a user without a device. `ask` verifies or sets up right here, for every signed-in user.
     * @default 'explain': says what to do
     */
    readonly onUnverified?: 'explain' | 'ask' | 'deny' | Redirect | undefined
    /** The query parameter that says where to come back to; null: none. @default 'next' */
    readonly nextParam?: string | null | undefined
    readonly children?: ReactNode
    /** While the server is asked. */
    readonly pending?: () => ReactNode
    /** In place of what a denied visitor would see. */
    readonly denied?: (code: string) => ReactNode
    /** When the server cannot be asked. */
    readonly error?: (retry: () => void) => ReactNode
  }

/** Shows its children to those the server calls verified, and nothing of them before it did. */
export const RequireVerified = forwardRef<HTMLDivElement, RequireVerifiedProps>(function RequireVerified(props, ref) {
  const { ifConfigured, maxAge, methods, acceptTrustedBrowser, staff, children, pending, denied, error, ...view } =
    props
  const { onAnonymous, onUnverified = 'explain', nextParam = 'next', headingLevel, autoFocus, onCancel, ...rest } = view
  const { messages } = useKeystep()
  const { refresh } = useSession()
  const requirement: GuardRequirement = {
    ...(ifConfigured !== undefined && { ifConfigured }),
    ...(maxAge !== undefined && { maxAge }),
    ...(methods && { methods }),
    ...(acceptTrustedBrowser !== undefined && { acceptTrustedBrowser }),
    ...(staff !== undefined && { staff }),
  }
  const guard = useGuard(requirement)
  const frame = { ...rest, ref, headingLevel }
  const setsUp =
    guard.status === 'decided' &&
    !guard.decision.allowed &&
    guard.decision.code === 'enrolment_required' &&
    guard.session.state === 'signed_in' &&
    onUnverified === 'ask' &&
    !denied
  // Until the wizard is done, not only until the guard would allow it: the backup tokens are still to be shown.
  const [settingUp, setSettingUp] = useState(false)
  if (setsUp && !settingUp) setSettingUp(true)
  if (setsUp || settingUp) {
    const wizard = { ...frame, autoFocus, ...(onCancel && { onCancel }) }
    return <SetupWizard {...wizard} onDone={() => setSettingUp(false)} />
  }

  if (guard.status === 'loading') {
    return pending ? <>{pending()}</> : <Frame {...frame} heading={messages.checking} aria-busy />
  }
  if (guard.status !== 'decided') {
    const retry = () => void refresh()
    if (error) return <>{error(retry)}</>
    return <Unreachable {...frame} heading={messages.checking} onRetry={retry} />
  }
  const { decision, session } = guard
  if (decision.allowed) return <>{children}</>
  if (denied) return <>{denied(decision.code)}</>
  return (
    <Denied
      {...frame}
      {...{ autoFocus }}
      denial={decision}
      signedIn={session.state === 'signed_in'}
      requirement={requirement}
      rules={{ onAnonymous, onUnverified, nextParam }}
    />
  )
})

/** The guard around a whole page. */
export function withRequireVerified<Props extends object>(
  Page: ComponentType<Props>,
  options: Omit<RequireVerifiedProps, 'children'> = {},
) {
  function Guarded(props: Props) {
    return (
      <RequireVerified {...options}>
        <Page {...props} />
      </RequireVerified>
    )
  }
  Guarded.displayName = `withRequireVerified(${Page.displayName ?? Page.name})`
  return Guarded
}
