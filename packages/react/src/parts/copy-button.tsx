import { forwardRef, useEffect, useState } from 'react'
import { Announcement } from './announcement.tsx'
import { Button } from './button.tsx'
import type { ButtonProps } from './button.tsx'
import { type IconDrawing, successIcon, warningIcon } from './icons.ts'

const copyIcon: IconDrawing = {
  name: 'copy',
  path: 'M8.75 7.25h6.5a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5h-6.5a1.5 1.5 0 0 1-1.5-1.5v-6.5a1.5 1.5 0 0 1 1.5-1.5zM4.75 12.75a1.5 1.5 0 0 1-1.5-1.5v-6.5a1.5 1.5 0 0 1 1.5-1.5h6.5a1.5 1.5 0 0 1 1.5 1.5',
}

type CopyOutcome = 'idle' | 'copied' | 'failed'

export type CopyLabels = {
  readonly copy: string
  readonly copied: string
  /** Where the browser refuses: on plain http, or without permission. */
  readonly copyFailed: string
}

export type CopyButtonProps = Omit<ButtonProps, 'children' | 'icon' | 'busy' | 'onClick'> & {
  readonly text: string
  readonly labels: CopyLabels
  readonly onCopied?: (() => void) | undefined
}

/** How long the button says what became of it, in milliseconds: time to look up and read. */
const shownFor = 5000

/** Copies a text and says so, in the button and to screen readers. */
export const CopyButton = forwardRef<HTMLButtonElement, CopyButtonProps>(function CopyButton(
  { text, labels, variant = 'secondary', onCopied, ...rest },
  ref,
) {
  const [outcome, setOutcome] = useState<CopyOutcome>('idle')
  useEffect(() => {
    if (outcome === 'idle') return undefined
    const timer = setTimeout(() => setOutcome('idle'), shownFor)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      setOutcome('failed')
      return
    }
    setOutcome('copied')
    onCopied?.()
  }

  const words = { idle: labels.copy, copied: labels.copied, failed: labels.copyFailed }
  const icons = { idle: copyIcon, copied: successIcon, failed: warningIcon }
  return (
    <>
      <Button {...rest} ref={ref} variant={variant} icon={icons[outcome]} onClick={() => void copy()}>
        {words[outcome]}
      </Button>
      <Announcement>{outcome === 'idle' ? '' : words[outcome]}</Announcement>
    </>
  )
})
