import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { Button } from './button.tsx'
import { LinkButton } from './link-button.tsx'

await import('../styles/index.css')

test('does not submit a form unless told to', async () => {
  const submit = vi.fn<(event: React.FormEvent) => void>((event) => event.preventDefault())
  const screen = await render(
    <form onSubmit={submit}>
      <Button>Send code</Button>
      <LinkButton>Use a backup token</LinkButton>
      <Button type="submit">Verify</Button>
    </form>,
  )
  await screen.getByRole('button', { name: 'Send code' }).click()
  await screen.getByRole('button', { name: 'Use a backup token' }).click()
  expect(submit).not.toHaveBeenCalled()
  await screen.getByRole('button', { name: 'Verify' }).click()
  expect(submit).toHaveBeenCalledTimes(1)
})

test('ignores presses and submits while busy', async () => {
  const submit = vi.fn<(event: React.FormEvent) => void>((event) => event.preventDefault())
  const press = vi.fn<() => void>()
  const screen = await render(
    <form onSubmit={submit}>
      <input aria-label="Code" />
      <Button type="submit" busy onClick={press}>
        Verify
      </Button>
    </form>,
  )
  await screen.getByRole('button').click({ force: true })
  await screen.getByLabelText('Code').click()
  await userEvent.keyboard('{Enter}')
  expect(press).not.toHaveBeenCalled()
  expect(submit).not.toHaveBeenCalled()
})

test('keeps its width, its name and the focus while busy', async () => {
  const screen = await render(<Button>Turn on</Button>)
  const button = screen.getByRole('button', { name: 'Turn on' })
  const { width, height } = button.element().getBoundingClientRect()
  button.element().focus()
  await screen.rerender(<Button busy>Turn on</Button>)
  await expect.element(button).toHaveAttribute('aria-busy', 'true')
  await expect.element(button).toHaveFocus()
  expect(button.element().getBoundingClientRect()).toMatchObject({ width, height })
})

test('is 44 pixels high', async () => {
  const screen = await render(<Button variant="quiet">Cancel</Button>)
  expect(screen.getByRole('button').element().getBoundingClientRect().height).toBe(44)
})
