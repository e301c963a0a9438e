import { Button, Card, en, PasswordField, type SessionState, TextField, useSession } from '@keystep/react'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'

type Refusal = { readonly errors?: ReadonlyArray<{ readonly path: string; readonly key: string }> }

/** The app's own: it makes the user, then `beginLogin` answers with the same union as a sign-in. */
export function SignUpPage() {
  const { accept } = useSession()
  const navigate = useNavigate()
  const [form, setForm] = useState({ name: '', email: '', password: '' })
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  async function signUp(event: FormEvent) {
    event.preventDefault()
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/api/sign-up', { method: 'POST', headers, body: JSON.stringify(form) })
    if (!answer.ok) return setRefusal((await answer.json()) as Refusal)
    accept((await answer.json()) as SessionState)
    await navigate('/home')
  }
  function errorOf(...paths: string[]) {
    const key = refusal?.errors?.find(({ path }) => paths.includes(path))?.key
    return key && Object.hasOwn(en.fields, key) ? en.fields[key as keyof typeof en.fields] : null
  }
  return (
    <Card>
      <form onSubmit={(event) => void signUp(event)} className="form">
        <h1>Make an account</h1>
        {refusal && !refusal.errors && <p role="alert">{en.failures.bad_request}</p>}
        <TextField
          label="Name"
          autoComplete="name"
          required
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.target.value })}
        />
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={form.email}
          onChange={(event) => setForm({ ...form, email: event.target.value })}
          error={errorOf('identifier', 'email')}
        />
        <PasswordField
          label="Password"
          hint="8 characters or more"
          autoComplete="new-password"
          showLabel="Show password"
          hideLabel="Hide password"
          required
          value={form.password}
          onChange={(event) => setForm({ ...form, password: event.target.value })}
          error={errorOf('password')}
        />
        <Button type="submit">Make account</Button>
      </form>
    </Card>
  )
}
