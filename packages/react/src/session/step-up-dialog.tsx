import { useRef, useSyncExternalStore } from 'react'
import { SecondStep } from '../login/second-step.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Waiting } from '../provider/waiting.tsx'
import { whenShown } from '../provider/when-shown.ts'
import { usePart } from '../parts/use-part.ts'

const nothing = () => null

const useFirstFactorStep = whenShown(() => import('./asking.ts').then(({ asking }) => asking().FirstFactorStep))

/** As it is mounted, before what is inside asks for the focus. The browser gives the focus back when it closes. */
function show(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal()
}

/** Asks to verify over the page, which keeps what was typed. The provider mounts it; there is one. */
export function StepUpDialog() {
  const part = usePart()
  const { stepUp, messages, theme, dir, language } = useKeystep()
  const wish = useSyncExternalStore(stepUp.subscribe, stepUp.current, nothing)
  const dialog = useRef<HTMLDialogElement | null>(null)
  const first = useFirstFactorStep(wish?.factor === 'first')
  if (!wish) return null

  function finish(verified: boolean) {
    dialog.current?.close()
    stepUp.settle(verified)
  }
  const shared = { surface: 'card', onDone: () => finish(true), onCancel: () => finish(false) } as const
  return (
    <dialog
      ref={(element) => {
        dialog.current = element
        show(element)
      }}
      data-keystep=""
      {...part('step-up-dialog')}
      data-theme={theme}
      dir={dir}
      lang={language}
      aria-label={messages.stepUpTitle}
      onCancel={(event) => {
        event.preventDefault()
        finish(false)
      }}
    >
      {wish.factor !== 'first' ? (
        <SecondStep
          {...shared}
          stepUp
          methods={wish.methods}
          heading={messages.stepUpTitle}
          lede={messages.stepUpLede}
        />
      ) : first.Body ? (
        <first.Body {...shared} />
      ) : (
        <Waiting {...shared} heading={messages.stepUpTitle} on={first} />
      )}
    </dialog>
  )
}
