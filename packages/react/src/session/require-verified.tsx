import type { GuardRequirement } from '@keystep/contract'
import { type ComponentType, forwardRef, type ReactNode, useState } from 'react'
import { type ComponentProps, Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Unreachable } from '../provider/unreachable.tsx'
import { Waiting } from '../provider/waiting.tsx'
import { whenShown } from '../provider/when-shown.ts'
import { Guarded } from './guarded.tsx'
import { useGuard } from './use-guard.ts'
import { useSession } from './use-session.ts'
import { useWayOn } from './use-way-on.ts'
import type { GuardRules } from './way-on.ts'
import { fetchAccount } from '../devices/fetch-account.ts'

const useDenied = whenShown(() => fetchAccount().then(({ Denied }) => Denied))

export type RequireVerifiedProps = Omit<ComponentProps<never>, 'onDone' | 'onStepChange' | 'onError' | 'form'> &
  GuardRequirement &
  GuardRules & {
    readonly children?: ReactNode
    /** While the server is asked. */
    readonly pending?: () => ReactNode
    /** In place of what a denied visitor would see. */
    readonly denied?: (code: string) => ReactNode
    /** When the server cannot be asked. */
    readonly error?: (retry: () => void) => ReactNode
  }

/**
 * Shows its children to those the server calls verified, and nothing of them before it did. Where a session that was
 * shown them only has to verify again, they stay, with what was typed in them, under the dialog that asks.
 */
export const RequireVerified = forwardRef<HTMLDivElement, RequireVerifiedProps>(function RequireVerified(props, ref) {
  const { ifConfigured, maxAge, methods, acceptTrustedBrowser, staff, children, pending, denied, error, ...view } =
    props
  const { onAnonymous, onUnverified = 'explain', nextParam = 'next', autoFocus, onCancel, ...rest } = view
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
  const { decision } = guard
  // Until the wizard is done, not only until the guard would allow it: the backup tokens are still to be shown.
  const [settingUp, setSettingUp] = useState(false)
  const leads = !denied && !settingUp
  const wayOn = useWayOn(guard, requirement, leads ? { onAnonymous, onUnverified, nextParam } : null)
  const denial = decision?.allowed === false ? decision : null
  if (wayOn.way === 'step_in_place' && denial?.code === 'enrolment_required') setSettingUp(true)
  const body = useDenied(denial !== null && wayOn.way !== 'url' && (!wayOn.shows || wayOn.declined))
  const frame = { ...rest, ref }
  const checking = { ...frame, heading: messages.checking }

  if (guard.status === 'loading') return pending ? <>{pending()}</> : <Frame {...checking} aria-busy />
  if (guard.status === 'failed' && !settingUp) {
    const retry = () => void refresh()
    return error ? <>{error(retry)}</> : <Unreachable {...checking} onRetry={retry} />
  }
  if (denial && denied) return <>{denied(denial.code)}</>
  const told = settingUp || (denial && (!wayOn.shows || wayOn.declined)) ? tell() : null
  return (
    <>
      {told}
      {wayOn.shows && !settingUp && <Guarded inert={told !== null}>{children}</Guarded>}
    </>
  )

  function tell(): ReactNode {
    if (!body.Body || wayOn.way === 'url') return <Waiting {...checking} on={body} />
    return (
      <body.Body
        {...{ ...frame, autoFocus, requirement, wayOn }}
        {...(onCancel && { onCancel })}
        denial={settingUp ? null : denial}
        explains={onUnverified === 'explain'}
        onSetUp={() => setSettingUp(false)}
      />
    )
  }
})

/** The guard around a whole page. */
export function withRequireVerified<Props extends object>(
  Page: ComponentType<Props>,
  options: Omit<RequireVerifiedProps, 'children'> = {},
) {
  function GuardedPage(props: Props) {
    return (
      <RequireVerified {...options}>
        <Page {...props} />
      </RequireVerified>
    )
  }
  GuardedPage.displayName = `withRequireVerified(${Page.displayName ?? Page.name})`
  return GuardedPage
}
