import { afterEach, expect, test, vi } from 'vitest'
import { cdp } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { BackupTokenList } from './backup-token-list.tsx'

await import('../styles/index.css')

const tokens = ['7KQ2-MD9X-4TRW-PB6H', 'J3VN-8YCF-2GXK-QM5D', 'W9TB-6HRP-3KJX-V4NC', 'F2MD-9QXW-7TBK-H8RY']
const labels = {
  list: 'Backup tokens',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Select and copy them',
  download: 'Download',
  print: 'Print',
}

async function setup() {
  const onKept = vi.fn<() => void>()
  const screen = await render(
    <main>
      <p>Something of the host</p>
      <BackupTokenList
        tokens={tokens}
        fileName="acme-backup-tokens.txt"
        about="Acme, ada@example.com"
        labels={labels}
        onKept={onKept}
      />
    </main>,
  )
  return { screen, onKept, list: screen.getByRole('list', { name: 'Backup tokens' }) }
}

afterEach(() => vi.restoreAllMocks())

test('selects the tokens as they were given', async () => {
  const { list } = await setup()
  getSelection()!.selectAllChildren(list.element())
  expect(getSelection()!.toString().trim().split(/\s+/)).toEqual(tokens)
})

test('stands in two columns, and in one where there is no room', async () => {
  const { screen, list } = await setup()
  const columns = () => new Set([...list.element().children].map((token) => token.getBoundingClientRect().left)).size
  screen.container.style.width = '22rem'
  expect(columns()).toBe(2)
  screen.container.style.width = '14rem'
  expect(columns()).toBe(1)
})

test('copies one token a line', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const { screen, onKept } = await setup()
  await screen.getByRole('button', { name: 'Copy' }).click()
  await expect.element(screen.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(write).toHaveBeenCalledWith(tokens.join('\n'))
  expect(onKept).toHaveBeenCalledTimes(1)
})

test('does not take a refused copy for kept', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('Denied', 'NotAllowedError'))
  const { screen, onKept } = await setup()
  await screen.getByRole('button', { name: 'Copy' }).click()
  await expect.element(screen.getByRole('button', { name: 'Select and copy them' })).toBeVisible()
  expect(onKept).not.toHaveBeenCalled()
})

test('downloads a text file made in the page and lets go of its address', async () => {
  const create = vi.spyOn(URL, 'createObjectURL')
  const revoke = vi.spyOn(URL, 'revokeObjectURL')
  const saved: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function save(this: HTMLAnchorElement) {
    saved.push(this.download, this.href)
  })
  const { screen, onKept } = await setup()
  await screen.getByRole('button', { name: 'Download' }).click()
  const url = create.mock.results[0]!.value as string // what createObjectURL returns
  expect(saved).toEqual(['acme-backup-tokens.txt', url])
  const file = create.mock.calls[0]![0] as Blob // never a MediaSource here
  expect(await file.text()).toBe(`Acme, ada@example.com\n\n${tokens.join('\n')}\n`)
  await vi.waitFor(() => expect(revoke).toHaveBeenCalledWith(url))
  expect(onKept).toHaveBeenCalledTimes(1)
})

test('prints the list and nothing else', async () => {
  const { screen, list } = await setup()
  const shown = (text: string) => screen.getByText(text).element().checkVisibility()
  const print = vi.spyOn(window, 'print').mockImplementation(() => {})
  await cdp().send('Emulation.setEmulatedMedia', { media: 'print' })
  try {
    await screen.getByRole('button', { name: 'Print' }).click()
    expect(print).toHaveBeenCalledTimes(1)
    expect([shown('Something of the host'), shown('Download')]).toEqual([false, false])
    expect([shown('Acme, ada@example.com'), list.element().checkVisibility()]).toEqual([true, true])
    window.dispatchEvent(new Event('afterprint'))
    expect([shown('Something of the host'), shown('Download')]).toEqual([true, true])
  } finally {
    await cdp().send('Emulation.setEmulatedMedia', { media: '' })
  }
})
