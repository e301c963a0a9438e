import { LoginWizard } from '@keystep/react'
import { Link } from 'react-router'

export function LoginPage() {
  return (
    <LoginWizard
      headingLevel={1}
      forgotPassword={
        <Link to="/forgot" data-part="link-button">
          Forgot your password?
        </Link>
      }
      signUp={
        <Link to="/sign-up" data-part="link-button">
          Make an account
        </Link>
      }
    />
  )
}
