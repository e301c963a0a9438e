import type { Meta } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import { Button } from '../parts/button.tsx'
import { StepUpDialog } from './step-up-dialog.tsx'
import { useStepUp } from './use-step-up.ts'
import type { StepUpWish } from './step-up-desk.ts'

function Page({ wish }: { readonly wish: StepUpWish }) {
  const { ask } = useStepUp()
  const [answer, setAnswer] = useState<boolean | null>(null)
  return (
    <>
      <Button variant="danger" onClick={() => void ask(wish).then(setAnswer)}>
        Delete the project
      </Button>
      {answer !== null && <output>{answer ? 'Deleted.' : 'Nothing was deleted.'}</output>}
    </>
  )
}

const meta = {
  title: 'Guards/StepUpDialog',
  component: StepUpDialog,
  parameters: { begin: (stage: Stage) => stage.signIn() },
} satisfies Meta<typeof StepUpDialog>

export default meta
type Story = StoryOnStage<typeof meta>

export const SecondFactor: Story = {
  render: () => <Page wish={{ maxAge: 60 }} />,
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete the project' }))
    const dialog = within(await canvas.findByRole('dialog', { name: "Confirm it's you" }))
    await waitFor(async () => expect(await dialog.findByLabelText('Code from your app')).toHaveFocus())
    await expect(canvas.getAllByRole('dialog')).toHaveLength(1)
  },
}

export const SecondFactorGiven: Story = {
  ...SecondFactor,
  async play(context) {
    await SecondFactor.play?.(context)
    const { canvas, userEvent, stage } = context
    await userEvent.type(canvas.getByLabelText('Code from your app'), stage.person.app.code())
    await expect(await canvas.findByText('Deleted.')).toBeVisible()
    await expect(canvas.queryByRole('dialog')).toBeNull()
    await expect(canvas.getByRole('button', { name: 'Delete the project' })).toHaveFocus()
  },
}

export const FirstFactor: Story = {
  render: () => <Page wish={{ factor: 'first' }} />,
  parameters: { person: 'mary' },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete the project' }))
    const dialog = within(await canvas.findByRole('dialog'))
    await waitFor(() => expect(dialog.getByLabelText('Password')).toHaveFocus())
  },
}

export const Cancelled: Story = {
  ...FirstFactor,
  async play(context) {
    await FirstFactor.play?.(context)
    const { canvas, userEvent } = context
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }))
    await expect(await canvas.findByText('Nothing was deleted.')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Delete the project' })).toHaveFocus()
  },
}
