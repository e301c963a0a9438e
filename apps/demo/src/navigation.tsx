import { Button, useSession } from '@keystep/react'
import { NavLink, useNavigate } from 'react-router'

export function Navigation() {
  const { session, logout } = useSession()
  const navigate = useNavigate()
  async function signOut() {
    await logout()
    await navigate('/')
  }
  return (
    <header>
      <NavLink to="/" className="brand">
        Vault
      </NavLink>
      <nav aria-label="Pages">
        <NavLink to="/home">Home</NavLink>
        <NavLink to="/notes">Notes</NavLink>
        <NavLink to="/account">Account</NavLink>
        {session?.state === 'signed_in' && session.user.staff && <NavLink to="/admin">Admin</NavLink>}
      </nav>
      {session?.state === 'signed_in' ? (
        <Button variant="quiet" onClick={() => void signOut()}>
          Sign out
        </Button>
      ) : (
        <NavLink to="/login" className="sign-in">
          Sign in
        </NavLink>
      )}
    </header>
  )
}
