import type { ComponentProps } from '../../provider/frame.tsx'
import type { UseSetup } from '../use-setup.ts'

/** What every step of the wizard takes. */
export type StepProps = Omit<ComponentProps<never>, 'onDone' | 'onStepChange'> & { readonly setup: UseSetup }
