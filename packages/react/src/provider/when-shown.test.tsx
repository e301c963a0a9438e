import { type ReactNode, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from './keystep-provider.tsx'
import { Waiting } from './waiting.tsx'
import { whenShown } from './when-shown.ts'

const Body = () => <p>It is here</p>

function setup(load: () => Promise<typeof Body>) {
  const useBody = whenShown(load)
  return function Shown({ needed = true }: { readonly needed?: boolean }) {
    const body = useBody(needed)
    if (body.Body) return <body.Body />
    return <Waiting heading="Enter your code" onDone={() => {}} onStepChange={() => {}} on={body} />
  }
}

function Inside({ children }: { readonly children: ReactNode }) {
  return (
    <StrictMode>
      <KeystepProvider baseUrl="/auth">{children}</KeystepProvider>
    </StrictMode>
  )
}

test('shows the heading until the body is there, and fetches it once', async () => {
  const fetched = Promise.withResolvers<typeof Body>()
  const load = vi.fn<() => Promise<typeof Body>>(() => fetched.promise)
  const Shown = setup(load)
  const screen = await render(
    <Inside>
      <Shown />
    </Inside>,
  )
  await expect.element(screen.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
  fetched.resolve(Body)
  await expect.element(screen.getByText('It is here')).toBeVisible()
  expect(load).toHaveBeenCalledTimes(1)
})

test('is there at once where it was fetched before', async () => {
  const Shown = setup(async () => Body)
  const first = await render(
    <Inside>
      <Shown />
    </Inside>,
  )
  await expect.element(first.getByText('It is here')).toBeVisible()
  await first.unmount()
  const again = await render(
    <Inside>
      <Shown />
    </Inside>,
  )
  expect(again.getByText('It is here').query()).not.toBeNull()
})

test('fetches nothing that is not needed yet', async () => {
  const load = vi.fn<() => Promise<typeof Body>>(async () => Body)
  const Shown = setup(load)
  const screen = await render(
    <Inside>
      <Shown needed={false} />
    </Inside>,
  )
  expect(load).not.toHaveBeenCalled()
  await screen.rerender(
    <Inside>
      <Shown />
    </Inside>,
  )
  await expect.element(screen.getByText('It is here')).toBeVisible()
})

test('offers to try again where it cannot be fetched', async () => {
  let up = false
  const Shown = setup(async () => {
    if (!up) throw new TypeError('Failed to fetch')
    return Body
  })
  const screen = await render(
    <Inside>
      <Shown />
    </Inside>,
  )
  await expect.element(screen.getByRole('alert').getByText(/cannot be reached/)).toBeVisible()
  up = true
  await screen.getByRole('button', { name: 'Try again' }).click()
  await expect.element(screen.getByText('It is here')).toBeVisible()
})

test('goes on from what a server rendered, although it was fetched meanwhile', async () => {
  const useBody = whenShown(async () => Body)
  function Shown() {
    const body = useBody()
    return body.Body ? <body.Body /> : <p>It is not here</p>
  }
  const first = await render(<Shown />)
  await expect.element(first.getByText('It is here')).toBeVisible()
  await first.unmount()
  const page = document.createElement('div')
  page.innerHTML = '<p>It is not here</p>'
  const onRecoverableError = vi.fn<() => void>()
  const root = hydrateRoot(page, <Shown />, { onRecoverableError })
  await expect.poll(() => page.textContent).toBe('It is here')
  expect(onRecoverableError).not.toHaveBeenCalled()
  root.unmount()
})
