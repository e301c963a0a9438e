import { Button, Card, TextField, useKeystepClient } from '@keystep/react'
import { type FormEvent, useState } from 'react'
import { useFailure } from '../use-failure.ts'

export function ForgotPage() {
  const client = useKeystepClient()
  const { failure, busy, attempt } = useFailure()
  const [identifier, setIdentifier] = useState('')
  const [sent, setSent] = useState(false)

  async function ask(event: FormEvent) {
    event.preventDefault()
    if (await attempt(() => client.password.forgot({ identifier }))) setSent(true)
  }
  return (
    <Card>
      <form onSubmit={(event) => void ask(event)} className="form">
        <h1>Choose a new password</h1>
        {sent ? (
          <output>If there is an account with that address, a link is on its way to it.</output>
        ) : (
          <>
            <p>We mail you a link that works once.</p>
            <TextField
              label="E-mail"
              type="email"
              autoComplete="username"
              value={identifier}
              onChange={(event) => setIdentifier(event.target.value)}
              error={failure}
            />
            <Button type="submit" busy={busy}>
              Send the link
            </Button>
          </>
        )}
      </form>
    </Card>
  )
}
