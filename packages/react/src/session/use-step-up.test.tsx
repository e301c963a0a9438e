import { KeystepError } from '@keystep/contract'
import { createTestServer } from '@keystep/testing'
import { StrictMode, useState } from 'react'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { useStepUp } from './use-step-up.ts'

async function setup() {
  const server = await createTestServer({ people: ['ada'], start: Date.now() })
  const { ada } = server.people
  const state = await server.client.login.start({ identifier: ada.user.identifier, password: ada.password })
  if (state.state !== 'second_factor') throw new Error('ada has a device')
  await server.client.login.verify({ deviceId: state.devices[0]?.id ?? '', code: ada.app.code() })
  server.clock.advance(6 * 60)
  const call = vi.fn<() => Promise<unknown>>(() => server.client.backupTokens.renew())
  const results: PromiseSettledResult<unknown>[] = []

  function Page() {
    const { withStepUp } = useStepUp()
    const [text, setText] = useState('')
    async function three() {
      results.push(...(await Promise.allSettled([withStepUp(call), withStepUp(call), withStepUp(call)])))
    }
    return (
      <>
        <input aria-label="Draft" value={text} onChange={(event) => setText(event.target.value)} />
        <button onClick={() => void three()}>Renew</button>
      </>
    )
  }
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={server.fetch}>
        <Page />
      </KeystepProvider>
    </StrictMode>,
  )
  await userEvent.fill(screen.getByLabelText('Draft'), 'half a sentence')
  await screen.getByRole('button', { name: 'Renew' }).click()
  await expect.element(screen.getByLabelText('Code from your app')).toHaveFocus()
  return { server, ada, screen, call, results }
}

test('refusals at the same time share one dialog, and each call runs once more', async () => {
  const { screen, ada, call, results } = await setup()
  expect(screen.getByRole('dialog').elements()).toHaveLength(1)
  expect(call).toHaveBeenCalledTimes(3)
  await userEvent.fill(screen.getByLabelText('Code from your app'), ada.app.code())
  await expect.poll(() => results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  expect(call).toHaveBeenCalledTimes(6)
  expect(screen.getByRole('dialog').query()).toBeNull()
  await expect.element(screen.getByLabelText('Draft')).toHaveValue('half a sentence')
})

test('cancelling rejects with the error of the server, and nothing runs again', async () => {
  const { screen, call, results } = await setup()
  await userEvent.keyboard('{Escape}')
  await expect.poll(() => results).toHaveLength(3)
  for (const result of results) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'step_up_required' } })
    expect(result.status === 'rejected' && result.reason).toBeInstanceOf(KeystepError)
  }
  expect(call).toHaveBeenCalledTimes(3)
  await expect.element(screen.getByRole('button', { name: 'Renew' })).toHaveFocus()
})
