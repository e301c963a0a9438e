import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect } from 'storybook/test'
import { Card } from './card.tsx'
import { PhoneField, type PhoneFieldProps } from './phone-field.tsx'

const meta = { title: 'Parts/PhoneField', component: Card } satisfies Meta<typeof Card>

export default meta
type Story = StoryObj<typeof meta>

function Phone({ value: first = '', ...props }: Partial<PhoneFieldProps> & { readonly label: string }) {
  const [value, setValue] = useState(first)
  return <PhoneField countryLabel={`Country of ${props.label}`} {...props} value={value} onChange={setValue} />
}

export const Numbers: Story = {
  render: () => (
    <Card>
      <Phone label="Any country" language="en" hint="Message and data rates may apply." />
      <Phone label="Three countries" language="en" countries={['NL', 'GB', 'US']} value="+31612345678" />
      <Phone label="Elsewhere" language="en" countries={['NL']} value="+4915123456789" error="Not from there." />
      <Phone label="Auf Deutsch" language="de" countries={['DE', 'AT', 'CH']} />
      <Phone label="Not now" language="en" countries={['GB']} value="+447400123456" disabled />
    </Card>
  ),
  async play({ canvas, userEvent }) {
    const any = canvas.getByLabelText('Any country')
    const country = await canvas.findByRole('combobox', { name: 'Country of Any country' })
    await userEvent.type(any, '+447400123456')
    await expect(any).toHaveValue('+44 7400 123456')
    await expect(country).toHaveValue('GB')
    await userEvent.selectOptions(country, 'NL')
    await expect(country).toHaveValue('NL')
    await expect(canvas.getByLabelText('Elsewhere')).toBeInvalid()
    await expect(canvas.getByRole('combobox', { name: 'Country of Auf Deutsch' })).toHaveTextContent(/Österreich/)
  },
}
