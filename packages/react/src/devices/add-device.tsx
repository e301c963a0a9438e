import { useEffect, useRef } from 'react'
import type { Messages } from '../languages/en.ts'
import type { StepHeadingProps } from '../parts/step-heading.tsx'
import { usePart } from '../parts/use-part.ts'
import { Context, useKeystep } from '../provider/keystep-context.ts'
import { SetupWizard } from '../setup/setup-wizard.tsx'

export type AddDeviceProps = {
  readonly headingLevel: StepHeadingProps['level']
  readonly form?: boolean | undefined
  readonly onAdded: () => void
  readonly onCancel: () => void
  readonly onError?: ((code: string) => void) | undefined
}

/** The wizard in place, below the devices that are there already; its last step is their list. */
export function AddDevice({ onAdded, ...wizard }: AddDeviceProps) {
  const keystep = useKeystep()
  const part = usePart()
  const { messages } = keystep
  const root = useRef<HTMLElement>(null)
  useEffect(() => root.current?.focus(), [])
  // What is on already need not be explained. Not a copy: the kit's own texts are inherited.
  const inherited = Object.create(messages) as Messages
  const { addAnother, addAnotherText } = messages
  const words = Object.assign(inherited, { introductionTitle: addAnother, introductionText: addAnotherText })
  return (
    <Context.Provider value={{ ...keystep, messages: words }}>
      <section ref={root} tabIndex={-1} aria-label={messages.addAnother} {...part('adding')}>
        <SetupWizard
          {...wizard}
          purpose="add"
          skipIntroduction
          surface="plain"
          onStepChange={(step) => step === 'finished' && onAdded()}
          onDone={() => {}}
        />
      </section>
    </Context.Provider>
  )
}
