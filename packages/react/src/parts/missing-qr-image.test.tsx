import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { QrCode } from './qr-code.tsx'

vi.mock('./qr-image.tsx', () => {
  throw new Error('Failed to fetch dynamically imported module')
})

test('shows its words where the drawing could not be fetched', async () => {
  const screen = await render(<QrCode value="otpauth://totp/Acme:ada" label="Use the key below instead." />)
  await expect.element(screen.getByText('Use the key below instead.')).toBeVisible()
})
