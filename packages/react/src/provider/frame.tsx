import { type ComponentPropsWithoutRef, forwardRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { Card } from '../parts/card.tsx'
import { StepHeading, type StepHeadingProps } from '../parts/step-heading.tsx'
import { useKeystep } from './keystep-context.ts'
import { usePart } from '../parts/use-part.ts'

/** What every component of the kit takes, beside the props of its root element. */
export type ComponentProps<Result> = Omit<ComponentPropsWithoutRef<'div'>, 'children' | 'onError'> & {
  /** @default 2 */
  readonly headingLevel?: StepHeadingProps['level'] | undefined
  /** Puts the focus where the first thing is to do. @default true */
  readonly autoFocus?: boolean | undefined
  /** `false`: a `div` with the same keys, for use inside a form of the host's. @default true */
  readonly form?: boolean | undefined
  /** `plain`: no border and no ground. @default the provider's */
  readonly surface?: 'card' | 'plain' | undefined
  readonly onDone?: ((result: Result) => void) | undefined
  readonly onCancel?: (() => void) | undefined
  readonly onStepChange?: ((step: string) => void) | undefined
  readonly onError?: ((code: string) => void) | undefined
}

export type FrameProps = ComponentPropsWithoutRef<'div'> & {
  readonly heading: ReactNode
  readonly lede?: ReactNode
  /** Over the heading. */
  readonly above?: ReactNode
  readonly headingLevel?: StepHeadingProps['level'] | undefined
  readonly focusHeading?: boolean
  readonly surface?: 'card' | 'plain' | undefined
  readonly status?: string | undefined
  readonly form?: boolean | undefined
  readonly onSubmitStep?: (() => void) | undefined
}

/** The one root of every step: heading, sentence, and a form whose submit stays inside. */
export const Frame = forwardRef<HTMLDivElement, FrameProps>(function Frame(
  {
    heading,
    lede,
    above,
    headingLevel = 2,
    focusHeading = false,
    surface: ownSurface,
    status,
    form = true,
    onSubmitStep,
    children,
    ...rest
  },
  ref,
) {
  const part = usePart()
  const keystep = useKeystep()
  const { theme, language, dir } = keystep
  const surface = ownSurface ?? keystep.surface
  const body = (
    <>
      {above}
      <StepHeading level={headingLevel} focusOnMount={focusHeading}>
        {heading}
      </StepHeading>
      {lede && <p {...part('lede')}>{lede}</p>}
      {children}
    </>
  )
  function submitOnEnter(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    // Inside a host's form, Enter would send that.
    event.preventDefault()
    onSubmitStep?.()
  }
  function submitOnPress(event: MouseEvent<HTMLDivElement>) {
    const isSubmit = event.target instanceof Element && event.target.closest('button[type="submit"]') !== null
    if (!isSubmit || event.defaultPrevented) return
    // So would a button that sends a form.
    event.preventDefault()
    onSubmitStep?.()
  }
  return (
    <Card {...rest} ref={ref} theme={theme} surface={surface} lang={language} dir={dir} data-status={status}>
      {onSubmitStep && form ? (
        <form
          {...part('stack')}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            // React's events climb out of portals: a host's form around a dialog must not hear this one.
            event.stopPropagation()
            onSubmitStep()
          }}
        >
          {body}
        </form>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- a form's ways, without one
        <div
          {...part('stack')}
          onKeyDown={onSubmitStep ? submitOnEnter : undefined}
          onClick={onSubmitStep ? submitOnPress : undefined}
        >
          {body}
        </div>
      )}
    </Card>
  )
})
