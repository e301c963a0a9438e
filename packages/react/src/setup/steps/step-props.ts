import type { ComponentProps, FrameProps } from '../../provider/frame.tsx'
import type { UseSetup } from '../use-setup.ts'

/** What every step of the wizard takes. */
export type StepProps = Omit<ComponentProps<never>, 'onDone' | 'onStepChange'> &
  Pick<FrameProps, 'above'> & { readonly setup: UseSetup }
