import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect } from 'storybook/test'
import { BackupTokenList } from './backup-token-list.tsx'
import { Button } from './button.tsx'
import { Card } from './card.tsx'
import { CodeInput, type CodeInputProps } from './code-input.tsx'
import { Countdown } from './countdown.tsx'
import { Field } from './field.tsx'
import { downloadIcon } from './icons.ts'
import { LinkButton } from './link-button.tsx'
import { Notice } from './notice.tsx'
import { PasswordField } from './password-field.tsx'
import { QrCode } from './qr-code.tsx'
import { SecretKey } from './secret-key.tsx'
import { StepHeading } from './step-heading.tsx'
import { TextField } from './text-field.tsx'

const meta = { title: 'Parts', component: Card } satisfies Meta<typeof Card>

export default meta
type Story = StoryObj<typeof meta>

const copyLabels = { copy: 'Copy', copied: 'Copied', copyFailed: 'Could not copy. Select it by hand.' }

function Code({ label, error, ...props }: Partial<CodeInputProps> & { label: string; error?: string }) {
  const [value, setValue] = useState(props.value ?? '')
  return (
    <Field label={label} error={error}>
      {(field) => <CodeInput {...field} {...props} value={value} onChange={setValue} />}
    </Field>
  )
}

export const Codes: Story = {
  render: () => (
    <Card>
      <Code label="Empty" />
      <Code label="Half typed" value="407" />
      <Code label="Wrong" value="407918" status="wrong" error="That code didn't work." />
      <Code label="Being checked" value="407918" status="busy" />
      <Code label="Right" value="407918" status="right" />
      <Code label="Eight digits" value="4079" length={8} />
    </Card>
  ),
  async play({ canvas, userEvent }) {
    await userEvent.type(canvas.getByLabelText('Half typed'), '918')
    await expect(canvas.getByLabelText('Half typed')).toHaveValue('407918')
    await expect(canvas.getByLabelText('Wrong')).toBeInvalid()
    await userEvent.type(canvas.getByLabelText('Being checked'), '1')
    await expect(canvas.getByLabelText('Being checked')).toHaveValue('407918')
  },
}

export const Buttons: Story = {
  render: () => (
    <Card>
      <Button>Send code</Button>
      <Button busy>Turn on</Button>
      <Button disabled>Go on</Button>
      <Button variant="secondary" icon={downloadIcon}>
        Download
      </Button>
      <Button variant="danger">Remove phone</Button>
      <Button variant="quiet">Cancel</Button>
      <LinkButton>Use backup tokens</LinkButton>
    </Card>
  ),
  async play({ canvas }) {
    await expect(canvas.getByRole('button', { name: 'Turn on' })).toHaveAttribute('aria-busy', 'true')
    await expect(canvas.getByRole('button', { name: 'Go on' })).toBeDisabled()
  },
}

export const Fields: Story = {
  render: () => (
    <Card>
      <TextField label="E-mail or user name" defaultValue="ada@example.com" />
      <TextField label="Name of the phone" hint="So that you know it again." />
      <TextField label="Backup token" error="That backup token didn't work." defaultValue="QX2M-" />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        showLabel="Show password"
        hideLabel="Hide password"
        defaultValue="the analytical engine"
      />
    </Card>
  ),
  async play({ canvas, userEvent }) {
    await userEvent.click(canvas.getByRole('button', { name: 'Show password' }))
    await expect(canvas.getByLabelText('Password')).toHaveAttribute('type', 'text')
    await expect(canvas.getByLabelText('Backup token')).toHaveAccessibleDescription("That backup token didn't work.")
  },
}

export const Notices: Story = {
  render: () => (
    <Card>
      <StepHeading>What there is to know</StepHeading>
      <Notice tone="info">Your administrator asks everybody to do this.</Notice>
      <Notice tone="success">From now on you will be asked for a code when you sign in.</Notice>
      <Notice tone="warning">2 tokens are left.</Notice>
      <Notice tone="danger">The server cannot be reached. Check your connection and try again.</Notice>
      <Countdown until={Date.now() + 20_000}>{(seconds) => `${seconds} seconds`}</Countdown>
    </Card>
  ),
  async play({ canvas }) {
    await expect(canvas.getByRole('alert')).toHaveTextContent('The server cannot be reached.')
    await expect(canvas.getByText(/^(20|1\d) seconds$/)).toBeVisible()
  },
}

const otpauthUri = 'otpauth://totp/Keystep:%20ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Keystep'

export const Secrets: Story = {
  render: () => (
    <Card>
      <QrCode value={otpauthUri} label="QR code for your authenticator app" />
      <SecretKey
        value="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        href={otpauthUri}
        labels={{ ...copyLabels, key: 'Or type this key', open: 'Open in an app on this device' }}
      />
    </Card>
  ),
  async play({ canvas }) {
    await expect(await canvas.findByRole('img', { name: /QR code/ })).toBeVisible()
  },
}

const tokens = Array.from({ length: 10 }, (_, index) => `QX2M-7RTK-9WB${index}-HC4D`)

export const Tokens: Story = {
  render: () => (
    <Card>
      <BackupTokenList
        tokens={tokens}
        fileName="backup-tokens.txt"
        labels={{ ...copyLabels, list: 'Backup tokens', download: 'Download', print: 'Print' }}
      />
    </Card>
  ),
  async play({ canvas }) {
    await expect(canvas.getAllByRole('listitem')).toHaveLength(10)
    await expect(canvas.getByRole('button', { name: 'Print' })).toBeVisible()
  },
}
