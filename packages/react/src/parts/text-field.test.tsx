import { createRef } from 'react'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { PasswordField } from './password-field.tsx'
import { TextField } from './text-field.tsx'

await import('../styles/index.css')

const wrong = "That name didn't work. Try another."

test('names and describes its input', async () => {
  const screen = await render(
    <>
      <TextField label="Name" hint="Only you see it." error={wrong} aria-describedby="more" />
      <p id="more">Any words will do.</p>
    </>,
  )
  const input = screen.getByRole('textbox', { name: 'Name' })
  await expect.element(input).toHaveAccessibleDescription(`Only you see it. ${wrong} Any words will do.`)
  await expect.element(input).toHaveAttribute('aria-invalid', 'true')
})

test('keeps room for the error and announces it in a region that was there before', async () => {
  const screen = await render(<TextField label="Name" />)
  const field = screen.container.querySelector('[data-part="field"]')!
  const region = screen.container.querySelector('[aria-live="assertive"]')
  const { height } = field.getBoundingClientRect()
  expect(screen.getByRole('alert').query()).toBeNull()
  await screen.rerender(<TextField label="Name" error={wrong} />)
  await expect.element(screen.getByRole('alert')).toHaveTextContent(wrong)
  expect(screen.getByRole('alert').element()).toBe(region)
  expect(field.getBoundingClientRect().height).toBe(height)
})

test('gives the ref and the props to the input, the class to the root', async () => {
  const ref = createRef<HTMLInputElement>()
  const screen = await render(<TextField ref={ref} className="host" label="Name" name="name" maxLength={30} />)
  expect(ref.current).toMatchObject({ name: 'name', maxLength: 30 })
  expect(screen.container.firstElementChild).toHaveClass('host')
})

test('is large enough that phones do not zoom', async () => {
  document.documentElement.style.fontSize = '10px'
  const screen = await render(<TextField label="Name" />)
  expect(getComputedStyle(screen.getByLabelText('Name').element()).fontSize).toBe('16px')
  document.documentElement.style.removeProperty('font-size')
})

test('shows and hides a password and keeps what was typed', async () => {
  const screen = await render(
    <PasswordField
      label="Password"
      autoComplete="current-password"
      showLabel="Show password"
      hideLabel="Hide password"
      defaultValue="correct horse"
    />,
  )
  const input = screen.getByLabelText('Password', { exact: true })
  await expect.element(input).toHaveAttribute('type', 'password')
  await screen.getByRole('button', { name: 'Show password' }).click()
  await expect.element(input).toHaveAttribute('type', 'text')
  await expect.element(input).toHaveAttribute('spellcheck', 'false')
  await expect.element(input).toHaveValue('correct horse')
  await screen.getByRole('button', { name: 'Hide password' }).click()
  await expect.element(input).toHaveAttribute('type', 'password')
})
