import { Controller, useForm } from 'react-hook-form'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { CodeInput } from './code-input.tsx'

async function setup() {
  const onValid = vi.fn<(values: { code: string }) => void>()
  function Page() {
    const { control, handleSubmit } = useForm({ defaultValues: { code: '' } })
    return (
      <form onSubmit={(event) => void handleSubmit((values) => onValid(values))(event)}>
        <Controller
          control={control}
          name="code"
          rules={{ minLength: 6, required: true }}
          render={({ field, fieldState }) => (
            <CodeInput aria-label="Code" {...field} status={fieldState.invalid ? 'wrong' : 'idle'} />
          )}
        />
        <button type="submit">Verify</button>
      </form>
    )
  }
  const screen = await render(<Page />)
  return { onValid, code: screen.getByLabelText('Code'), verify: screen.getByRole('button', { name: 'Verify' }) }
}

test('gives its value to a form library', async () => {
  const { onValid, code, verify } = await setup()
  await userEvent.fill(code, '123 456')
  await verify.click()
  await vi.waitFor(() => expect(onValid.mock.lastCall?.[0]).toEqual({ code: '123456' }))
})

test('takes the focus when the form library finds it wanting', async () => {
  const { onValid, code, verify } = await setup()
  await userEvent.fill(code, '123')
  await verify.click()
  await expect.element(code).toHaveFocus()
  await expect.element(code).toHaveAttribute('aria-invalid', 'true')
  expect(onValid).not.toHaveBeenCalled()
})

test('sends the form on Enter', async () => {
  const { onValid, code } = await setup()
  await userEvent.fill(code, '123456')
  await userEvent.keyboard('{Enter}')
  await vi.waitFor(() => expect(onValid).toHaveBeenCalledTimes(1))
})
