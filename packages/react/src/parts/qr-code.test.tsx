import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { Card } from './card.tsx'
import { QrCode } from './qr-code.tsx'

await import('../styles/index.css')

const label = 'QR code that adds Acme to your app. The key below holds the same.'
const value = 'otpauth://totp/Acme:ada?secret=JBSWY3DPEHPK3PXP'

test('keeps its size when the drawing arrives', async () => {
  const screen = await render(<QrCode value={value} label={label} />)
  const box = screen.container.querySelector('[data-part="qr-code"]')!
  const before = box.getBoundingClientRect()
  await expect.element(screen.getByRole('img', { name: label })).toBeVisible()
  expect(box.getBoundingClientRect()).toEqual(before)
  expect(before).toMatchObject({ width: 208, height: 208 })
})

test('is dark on white with four modules of quiet zone, in the dark too', async () => {
  const screen = await render(
    <Card theme="dark">
      <QrCode value={value} label={label} />
    </Card>,
  )
  const image = screen.getByRole('img', { name: label })
  await expect.element(image).toBeVisible()
  const [ground, modules] = image.element().querySelectorAll('path')
  expect([ground!.getAttribute('fill'), modules!.getAttribute('fill')]).toEqual(['#fff', '#000'])
  expect(modules!.getAttribute('d')).toMatch(/^M4[ ,]4/)
  expect(getComputedStyle(image.element().parentElement!).backgroundColor).toBe('rgb(255, 255, 255)')
})
