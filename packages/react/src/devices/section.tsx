import { forwardRef } from 'react'
import { Notice } from '../parts/notice.tsx'
import { type ComponentProps, Frame, type FrameProps } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Loading } from '../provider/loading.tsx'
import { Unreachable } from '../provider/unreachable.tsx'
import { Skeleton } from './skeleton.tsx'
import type { UseDevices } from './use-devices.ts'

/** What the user changed. */
export type ProfileChange = 'renamed' | 'made_default' | 'resumed' | 'removed' | 'added' | 'new_tokens' | 'disabled'

/** What every section of the profile takes; one of the app's own is given the same. */
export type ProfileSectionProps = Omit<ComponentProps<ProfileChange>, 'autoFocus' | 'onCancel' | 'onStepChange'>

type Props = FrameProps & { readonly of: Pick<UseDevices, 'status' | 'userId' | 'retry'> }

/** The one root of a section: what is in it, once the devices are known. */
export const Section = forwardRef<HTMLDivElement, Props>(function Section({ of, lede, children, ...frame }, ref) {
  const { messages } = useKeystep()
  if (of.status === 'unreachable') return <Unreachable {...frame} ref={ref} onRetry={of.retry} />
  if (of.status === 'signed_out') {
    return (
      <Frame {...frame} ref={ref}>
        <Notice tone="warning">{messages.failures.unauthenticated}</Notice>
      </Frame>
    )
  }
  if (of.status === 'loading') {
    return (
      <Loading {...frame} ref={ref}>
        <Skeleton />
      </Loading>
    )
  }
  return (
    // Of one user: nothing that was opened, typed or said is left for the next.
    <Frame {...frame} ref={ref} key={of.userId} lede={lede}>
      {children}
    </Frame>
  )
})
