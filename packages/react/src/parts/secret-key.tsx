import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'
import { CopyButton } from './copy-button.tsx'
import type { CopyLabels } from './copy-button.tsx'
import { usePart } from './use-part.ts'

export type SecretKeyLabels = CopyLabels & {
  /** What the key is. */
  readonly key: string
  /** The link that hands the key to an authenticator app on this device. */
  readonly open: string
}

export type SecretKeyProps = Omit<ComponentPropsWithoutRef<'div'>, 'children'> & {
  /** Base32, without spaces. */
  readonly value: string
  /** The `otpauth:` address: a phone cannot scan its own screen. */
  readonly href?: string | undefined
  readonly labels: SecretKeyLabels
}

/** The key of an authenticator app, to type or to copy. Its groups are spaced by padding, so copies hold no spaces. */
export const SecretKey = forwardRef<HTMLDivElement, SecretKeyProps>(function SecretKey(
  { value, href, labels, className, ...rest },
  ref,
) {
  const part = usePart()
  const groups = value.match(/.{1,4}/g) ?? []
  return (
    <div {...rest} ref={ref} data-keystep="" {...part('secret-key', className)}>
      <span {...part('label')}>{labels.key}</span>
      <code {...part('key')} dir="ltr" translate="no">
        {groups.map((group, index) => (
          <span key={index} {...part('group')}>
            {group}
          </span>
        ))}
      </code>
      <span {...part('actions')}>
        <CopyButton text={value} labels={labels} />
        {href && (
          <a href={href} {...part('link-button')}>
            {labels.open}
          </a>
        )}
      </span>
    </div>
  )
})
