import { type KeyboardEvent, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { YesOrNo } from './yes-or-no.tsx'

export type RenameFormProps = {
  readonly name: string
  readonly busy: boolean
  readonly onRename: (name: string) => void
  readonly onCancel: () => void
}

/** Another name for a device. No `<form>`, as it may stand inside one of the host's; Enter and Escape do what they do. */
export function RenameForm({ name, busy, onRename, onCancel }: RenameFormProps) {
  const { messages, slots } = useKeystep()
  const part = usePart()
  const { register, handleSubmit, setFocus, formState } = useForm({ defaultValues: { name } })
  useEffect(() => setFocus('name', { shouldSelect: true }), [setFocus])
  const submit = handleSubmit((typed) => onRename(typed.name.trim()))

  function press(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key === 'Escape') onCancel()
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    void submit()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of a form, without one
    <div {...part('stack')} onKeyDown={press}>
      <slots.TextField
        {...register('name', { validate: (typed) => typed.trim() !== '' })}
        label={messages.deviceName}
        hint={messages.deviceNameHint}
        maxLength={64}
        autoComplete="off"
        error={formState.errors.name ? messages.nameMissing : null}
      />
      <YesOrNo yes={messages.saveName} no={messages.cancel} busy={busy} onYes={() => void submit()} onNo={onCancel} />
    </div>
  )
}
