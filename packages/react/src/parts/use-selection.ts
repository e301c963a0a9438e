import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

export type Selection = readonly [start: number, end: number]

/** Where the caret of an input stands, or what it selects. */
export function useSelection(input: RefObject<HTMLInputElement | null>) {
  const [selection, setSelection] = useState<Selection>([0, 0])

  // Not `onSelect`: React looks for this event at the document, and newer browsers aim it at the input.
  useEffect(() => {
    const element = input.current
    if (!element) return undefined
    function follow() {
      if (!element?.matches(':focus')) return
      setSelection([element.selectionStart ?? 0, element.selectionEnd ?? 0])
    }
    element.ownerDocument.addEventListener('selectionchange', follow)
    return () => element.ownerDocument.removeEventListener('selectionchange', follow)
  }, [input])

  return [selection, setSelection] as const
}
