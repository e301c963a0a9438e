import type { Method } from '../methods/method.ts'
import { Icon } from '../parts/icon.tsx'
import { isolated } from '../parts/isolated.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { useKeystep } from '../provider/keystep-context.ts'

export type OtherChannelProps = {
  readonly method: Method | undefined
  readonly destination: string | null
  readonly busy?: boolean
  readonly onChoose: () => void
}

/** The other way to reach the same phone, for whoever waits in vain: a call in place of a text. */
export function OtherChannel({ method, destination, busy, onChoose }: OtherChannelProps) {
  const { messages, dir } = useKeystep()
  if (!method?.channel) return null
  return (
    <LinkButton aria-busy={busy || undefined} onClick={onChoose}>
      <Icon of={method.icon} />
      {method.channel.instead(messages, isolated(destination, dir))}
    </LinkButton>
  )
}
