import { ProfilePanel, useSession, withNext } from '@keystep/react'
import { Navigate } from 'react-router'
import { ChangePassword } from '../change-password.tsx'

export function AccountPage() {
  const { session, status } = useSession()
  if (status === 'loading') return null
  if (session?.state !== 'signed_in') return <Navigate to={withNext('/login', '/account')} replace />
  return (
    <article>
      <h1>Your account</h1>
      <p>{session.user.identifier}</p>
      <ProfilePanel surface="plain" />
      <h2>Password</h2>
      <ChangePassword />
    </article>
  )
}
