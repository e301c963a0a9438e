import { createElement, type ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import {
  BackupTokenList,
  BackupTokens,
  Button,
  Card,
  CodeInput,
  KeystepProvider,
  LoginWizard,
  Notice,
  PasswordField,
  PhoneField,
  PhoneSetup,
  QrCode,
  RequireVerified,
  SecondStep,
  SecretKey,
  SetupWizard,
  TextField,
} from './index.ts'

// Node has no window: what read one as it was loaded or rendered would throw here.

const copy = { copy: 'Copy', copied: 'Copied', copyFailed: 'Could not copy' }
const components: Readonly<Record<string, ReactElement>> = {
  LoginWizard: createElement(LoginWizard),
  SecondStep: createElement(SecondStep),
  SetupWizard: createElement(SetupWizard),
  BackupTokens: createElement(BackupTokens),
  RequireVerified: createElement(RequireVerified, null, 'The recipe of the house'),
  BackupTokenList: createElement(BackupTokenList, {
    tokens: ['QX2M-7RTK'],
    fileName: 'tokens.txt',
    labels: { ...copy, list: 'Tokens', download: 'Download', print: 'Print' },
  }),
  Button: createElement(Button, null, 'Send code'),
  Card: createElement(Card, null, 'A card'),
  CodeInput: createElement(CodeInput, { value: '123', onChange: () => {} }),
  Notice: createElement(Notice, { tone: 'info' }, 'To know'),
  PasswordField: createElement(PasswordField, {
    label: 'Password',
    autoComplete: 'current-password',
    showLabel: 'Show',
    hideLabel: 'Hide',
  }),
  PhoneField: createElement(PhoneField, { label: 'Number', countryLabel: 'Country', value: '', onChange: () => {} }),
  PhoneSetup: createElement(PhoneSetup),
  QrCode: createElement(QrCode, { value: 'otpauth://totp/a?secret=b', label: 'QR code' }),
  SecretKey: createElement(SecretKey, { value: 'JBSWY3DP', labels: { ...copy, key: 'Key', open: 'Open' } }),
  TextField: createElement(TextField, { label: 'Name' }),
}

test.for(Object.keys(components))('%s renders on a server', (name) => {
  const page = createElement(KeystepProvider, { baseUrl: '/auth' }, components[name])
  expect(renderToString(page)).toContain('data-keystep')
})

test('nothing behind a guard is in the page before the server said yes', () => {
  const page = createElement(KeystepProvider, { baseUrl: '/auth' }, components['RequireVerified'])
  expect(renderToString(page)).not.toContain('recipe')
})
