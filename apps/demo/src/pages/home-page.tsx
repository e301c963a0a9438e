import { useSession, withNext } from '@keystep/react'
import { Link, Navigate } from 'react-router'

const verifiedWith: Readonly<Record<string, string>> = {
  totp: 'your authenticator app',
  email: 'a code by mail',
  sms: 'a text message',
  call: 'a phone call',
  backup: 'a backup token',
}

/** For people who are signed in, verified or not. */
export function HomePage() {
  const { session, status } = useSession()
  if (status === 'loading') return null
  if (session?.state !== 'signed_in') return <Navigate to={withNext('/login', '/home')} replace />
  const { user, verified, device, hasDevice } = session
  return (
    <article>
      <h1>Hello, {user.name ?? user.identifier}</h1>
      {verified ? (
        <p>This session was verified with {(device && verifiedWith[device.method]) ?? 'a device of yours'}.</p>
      ) : (
        <p>
          You are signed in with your password alone.{' '}
          {!hasDevice && <Link to="/setup">Turn on two-step verification</Link>}
        </p>
      )}
      <p>
        <Link to="/notes">Open your notes</Link>
      </p>
    </article>
  )
}
