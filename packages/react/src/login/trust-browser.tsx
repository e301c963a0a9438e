import { useKeystep } from '../provider/keystep-context.ts'
import { usePart } from '../parts/use-part.ts'

export type TrustBrowserProps = {
  /** How long it would last; null: it is not offered. */
  readonly seconds: number | null
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** Whether this browser may skip the second step for a while. Never ticked for anybody. */
export function TrustBrowser({ seconds, checked, onChange }: TrustBrowserProps) {
  const part = usePart()
  const { messages } = useKeystep()
  if (seconds === null) return null
  return (
    <label {...part('check')}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{messages.trustBrowser({ seconds })}</span>
    </label>
  )
}
