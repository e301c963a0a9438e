import { forwardRef, useRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import type { CopyLabels } from './copy-button.tsx'
import { downloadIcon, printIcon } from './icons.ts'
import { downloadText } from './download-text.ts'
import { printElement } from './print-element.ts'
import { usePart } from './use-part.ts'

export type BackupTokenListLabels = CopyLabels & {
  /** Names the list. */
  readonly list: string
  readonly download: string
  readonly print: string
}

export type BackupTokenListProps = Omit<ComponentPropsWithoutRef<'div'>, 'children'> & {
  readonly tokens: readonly string[]
  /** Of the file to keep, with its ending. */
  readonly fileName: string
  /** Stands above the tokens in the file and on paper: which app, whose account, which day, each works once. */
  readonly about?: string | undefined
  readonly labels: BackupTokenListLabels
  /** Called when the tokens were copied, downloaded or printed. */
  readonly onKept?: (() => void) | undefined
}

/** A fresh set of backup tokens, and three ways to keep it. Copies hold the tokens as they were given. */
export const BackupTokenList = forwardRef<HTMLDivElement, BackupTokenListProps>(function BackupTokenList(
  { tokens, fileName, about, labels, onKept, className, ...rest },
  ref,
) {
  const part = usePart()
  const paper = useRef<HTMLDivElement>(null)
  const text = tokens.join('\n')

  function download() {
    downloadText(fileName, `${about ? `${about}\n\n` : ''}${text}\n`)
    onKept?.()
  }

  function print() {
    if (paper.current) printElement(paper.current)
    onKept?.()
  }

  return (
    <div {...rest} ref={ref} data-keystep="" {...part('backup-token-list', className)}>
      <div ref={paper} {...part('paper')}>
        {about && <p {...part('about')}>{about}</p>}
        {/* Safari drops the list role from lists without markers. */}
        {/* oxlint-disable-next-line jsx-a11y/no-redundant-roles */}
        <ul role="list" aria-label={labels.list} {...part('tokens')} dir="ltr" translate="no">
          {tokens.map((token) => (
            <li key={token} {...part('token')}>
              {token.split(/(-)/).map((piece, index) => (
                <span key={index} {...part(piece === '-' ? 'dash' : 'group')}>
                  {piece}
                </span>
              ))}
            </li>
          ))}
        </ul>
      </div>
      <div {...part('actions')}>
        <CopyButton text={text} labels={labels} onCopied={onKept} />
        <Button variant="secondary" icon={downloadIcon} onClick={download}>
          {labels.download}
        </Button>
        <Button variant="secondary" icon={printIcon} onClick={print}>
          {labels.print}
        </Button>
      </div>
    </div>
  )
})
