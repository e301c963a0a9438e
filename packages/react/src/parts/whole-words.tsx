import { Fragment, type ReactNode } from 'react'
import { usePart } from './use-part.ts'

/**
 * A text whose hyphenated words stay in one piece where they fit on a line: browsers break after any hyphen. Neither the
 * non-breaking hyphen, which many fonts lack, nor a word joiner, which would be copied and searched for.
 */
export function WholeWords({ children }: { readonly children: ReactNode }) {
  const part = usePart()
  if (typeof children !== 'string') return children
  return children.split(/(\S+-\S+)/).map((piece, index) =>
    // What the split was made at stands at every other place.
    index % 2 === 1 ? (
      <span key={index} {...part('word')}>
        {piece}
      </span>
    ) : (
      <Fragment key={index}>{piece}</Fragment>
    ),
  )
}
