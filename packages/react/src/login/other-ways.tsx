import type { Device } from '@keystep/contract'
import { Icon } from '../parts/icon.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { useKeystep } from '../provider/keystep-context.ts'

export type OtherWaysProps = { readonly devices: readonly Device[]; readonly onChoose: (deviceId: string) => void }

/** The user's other devices, each one press away. */
export function OtherWays({ devices, onChoose }: OtherWaysProps) {
  const { messages, methods } = useKeystep()
  if (devices.length === 0) return null
  return (
    <ul data-part="ways" aria-label={messages.otherWays}>
      {devices.map(({ id, method, name }) => {
        const known = methods.find((one) => one.method === method)
        const label = known?.label(messages) ?? method
        return (
          <li key={id}>
            <LinkButton onClick={() => onChoose(id)}>
              {known && <Icon of={known.icon} />}
              {name ? messages.byNamed({ label, name }) : messages.byMethod({ label })}
            </LinkButton>
          </li>
        )
      })}
    </ul>
  )
}
