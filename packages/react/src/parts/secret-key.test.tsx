import { afterEach, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { SecretKey } from './secret-key.tsx'

await import('../styles/index.css')

const value = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const labels = {
  key: 'Key',
  open: 'Open in authenticator app',
  copy: 'Copy key',
  copied: 'Key copied',
  copyFailed: 'Select the key to copy it',
}

afterEach(() => vi.restoreAllMocks())

test('shows groups of four and selects without spaces', async () => {
  const screen = await render(<SecretKey value={value} labels={labels} />)
  const key = screen.container.querySelector('code')!
  expect([...key.children].map((group) => group.textContent)).toEqual(value.match(/.{4}/g))
  getSelection()!.selectAllChildren(key)
  expect(getSelection()!.toString()).toBe(value)
})

test('spaces the groups apart', async () => {
  const screen = await render(<SecretKey value={value} labels={labels} />)
  const range = document.createRange()
  const [first, second] = [...screen.container.querySelectorAll('code > span')].map((group) => {
    range.selectNodeContents(group)
    return range.getBoundingClientRect()
  })
  expect(second!.left - first!.right).toBeGreaterThanOrEqual(8)
})

test('copies the bare key and says so', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const screen = await render(<SecretKey value={value} labels={labels} />)
  const region = screen.container.querySelector('[aria-live="polite"]')!
  expect(region).toBeEmptyDOMElement()
  await screen.getByRole('button', { name: 'Copy key' }).click()
  await expect.element(screen.getByRole('button', { name: 'Key copied' })).toBeVisible()
  expect(region).toHaveTextContent('Key copied')
  expect(write).toHaveBeenCalledWith(value)
})

test('says what to do when the browser refuses to copy', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('Denied', 'NotAllowedError'))
  const screen = await render(<SecretKey value={value} labels={labels} />)
  await screen.getByRole('button', { name: 'Copy key' }).click()
  await expect.element(screen.getByRole('button', { name: 'Select the key to copy it' })).toBeVisible()
})

test('links to the app on this device where it is given the address', async () => {
  const href = `otpauth://totp/Acme:ada?secret=${value}`
  const screen = await render(<SecretKey value={value} href={href} labels={labels} />)
  await expect.element(screen.getByRole('link', { name: labels.open })).toHaveAttribute('href', href)
})
