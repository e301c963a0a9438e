import '@keystep/react/styles.css'
import './demo.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { Layout } from './layout.tsx'
import { AccountPage } from './pages/account-page.tsx'
import { AdminPage } from './pages/admin-page.tsx'
import { ForgotPage } from './pages/forgot-page.tsx'
import { HomePage } from './pages/home-page.tsx'
import { LoginPage } from './pages/login-page.tsx'
import { NotesPage } from './pages/notes-page.tsx'
import { ResetPage } from './pages/reset-page.tsx'
import { SetupPage } from './pages/setup-page.tsx'
import { SignUpPage } from './pages/sign-up-page.tsx'
import { WelcomePage } from './pages/welcome-page.tsx'

const router = createBrowserRouter([
  {
    Component: Layout,
    children: [
      { path: '/', Component: WelcomePage },
      { path: '/login', Component: LoginPage },
      { path: '/sign-up', Component: SignUpPage },
      { path: '/forgot', Component: ForgotPage },
      { path: '/reset', Component: ResetPage },
      { path: '/setup', Component: SetupPage },
      { path: '/home', Component: HomePage },
      { path: '/notes', Component: NotesPage },
      { path: '/account', Component: AccountPage },
      { path: '/admin', Component: AdminPage },
    ],
  },
])

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  )
}
