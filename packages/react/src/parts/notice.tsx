import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'
import { Icon } from './icon.tsx'
import { dangerIcon, infoIcon, successIcon, warningIcon } from './icons.ts'
import { usePart } from './use-part.ts'

const icons = { danger: dangerIcon, warning: warningIcon, success: successIcon, info: infoIcon }

export type NoticeProps = ComponentPropsWithoutRef<'div'> & {
  readonly tone: 'danger' | 'warning' | 'success' | 'info'
}

/** Something to know, in an icon and words. Danger interrupts a screen reader; the others wait their turn. */
export const Notice = forwardRef<HTMLDivElement, NoticeProps>(function Notice(
  { tone, className, children, ...rest },
  ref,
) {
  const part = usePart()
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      {...rest}
      ref={ref}
      data-keystep=""
      {...part('notice', className)}
      data-tone={tone}
    >
      <Icon of={icons[tone]} />
      <div {...part('content')}>{children}</div>
    </div>
  )
})
