import { useEffect, useRef } from 'react'
import type { StepHeadingProps } from '../parts/step-heading.tsx'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { SetupWizard } from '../setup/setup-wizard.tsx'

export type AddDeviceProps = {
  readonly headingLevel: StepHeadingProps['level']
  readonly form?: boolean | undefined
  /** The new one's id. */
  readonly onAdded: (id: string | null) => void
  readonly onCancel: () => void
  readonly onError?: ((code: string) => void) | undefined
}

/** The wizard in place, below the devices that are there already. */
export function AddDevice({ onAdded, ...wizard }: AddDeviceProps) {
  const { messages } = useKeystep()
  const part = usePart()
  const group = useRef<HTMLElement>(null)
  useEffect(() => group.current?.focus(), [])
  return (
    <section ref={group} tabIndex={-1} aria-label={messages.addDevice} {...part('adding')}>
      <SetupWizard
        {...wizard}
        purpose="add"
        skipIntroduction
        surface="plain"
        // It was confirmed just now, so it is the one that verified this session last.
        onDone={({ session }) => onAdded(session.device?.id ?? null)}
      />
    </section>
  )
}
