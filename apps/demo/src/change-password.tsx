import { Button, PasswordField, useKeystepClient, useSession, useStepUp } from '@keystep/react'
import { type FormEvent, useState } from 'react'
import { useFailure } from './use-failure.ts'

const labels = { showLabel: 'Show password', hideLabel: 'Hide password' }

export function ChangePassword() {
  const client = useKeystepClient()
  const { accept } = useSession()
  const { withStepUp } = useStepUp()
  const { failure, attempt, busy } = useFailure()
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const [changed, setChanged] = useState(false)

  async function change(event: FormEvent) {
    event.preventDefault()
    setChanged(false)
    const session = await attempt(() => withStepUp(() => client.password.change({ currentPassword, newPassword })))
    if (!session) return
    setCurrent('')
    setNew('')
    setChanged(true)
    accept(session)
  }
  return (
    <form onSubmit={(event) => void change(event)} className="form">
      <PasswordField
        {...labels}
        label="Your password now"
        autoComplete="current-password"
        value={currentPassword}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <PasswordField
        {...labels}
        label="Your new password"
        hint="8 characters or more"
        autoComplete="new-password"
        value={newPassword}
        onChange={(event) => setNew(event.target.value)}
        error={failure}
      />
      {changed && <output>Your password is changed. Everywhere else you are signed out.</output>}
      <Button type="submit" variant="secondary" busy={busy}>
        Change password
      </Button>
    </form>
  )
}
