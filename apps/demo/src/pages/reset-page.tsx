import { Button, Card, PasswordField, useKeystepClient, useSession } from '@keystep/react'
import { type FormEvent, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { useFailure } from '../use-failure.ts'

export function ResetPage() {
  const client = useKeystepClient()
  const { accept } = useSession()
  const { failure, busy, attempt } = useFailure()
  // In the fragment, which no server and no log sees.
  const token = new URLSearchParams(useLocation().hash.slice(1)).get('token') ?? ''
  const [password, setPassword] = useState('')
  const [changed, setChanged] = useState(false)

  async function reset(event: FormEvent) {
    event.preventDefault()
    const session = await attempt(() => client.password.reset({ token, password }))
    if (!session) return
    setChanged(true)
    accept(session)
  }
  return (
    <Card>
      <form onSubmit={(event) => void reset(event)} className="form">
        <h1>Your new password</h1>
        {changed ? (
          <output>
            Your password is changed. <Link to="/login">Sign in with it</Link>
          </output>
        ) : (
          <>
            <PasswordField
              label="New password"
              hint="8 characters or more"
              autoComplete="new-password"
              showLabel="Show password"
              hideLabel="Hide password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              error={failure}
            />
            <Button type="submit" busy={busy}>
              Set password
            </Button>
          </>
        )}
      </form>
    </Card>
  )
}
