import { KeystepProvider, type Slots } from '@keystep/react'
import { Link, Outlet, useNavigate } from 'react-router'
import { Navigation } from './navigation.tsx'

/** The router's link in the kit's place for one, so that no page has to load anew. */
const RouterLink: Slots['Link'] = ({ href, children, ...rest }) => (
  <Link {...rest} to={href} data-part="link-button">
    {children}
  </Link>
)

const slots = { Link: RouterLink }
const urls = { afterLogin: '/home' }

/** The provider stands inside the router, whose `navigate` it uses. */
export function Layout() {
  const navigate = useNavigate()
  return (
    <KeystepProvider baseUrl="/auth" urls={urls} slots={slots} navigate={(url) => void navigate(url)}>
      <Navigation />
      <main>
        <Outlet />
      </main>
    </KeystepProvider>
  )
}
