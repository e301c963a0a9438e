import { BackupTokens, useSession, withNext } from '@keystep/react'
import { Link, Navigate } from 'react-router'
import { ChangePassword } from '../change-password.tsx'

export function AccountPage() {
  const { session, status } = useSession()
  if (status === 'loading') return null
  if (session?.state !== 'signed_in') return <Navigate to={withNext('/login', '/account')} replace />
  return (
    <article>
      <h1>Your account</h1>
      <p>{session.user.identifier}</p>
      <h2>Two-step verification</h2>
      {session.hasDevice ? (
        <>
          <p>It is on. You are asked for a code when you sign in.</p>
          <BackupTokens headingLevel={3} />
        </>
      ) : (
        <p>
          It is off. <Link to={withNext('/setup', '/account')}>Turn it on</Link>
        </p>
      )}
      <h2>Password</h2>
      <ChangePassword />
    </article>
  )
}
