import { createTestServer } from '@keystep/testing'
import { StrictMode } from 'react'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { ProfilePanel, type ProfilePanelProps } from './profile-panel.tsx'

const tablet = "Ada's tablet"

async function setup(props: ProfilePanelProps = {}) {
  const server = await createTestServer({ people: ['ada', 'olga'], start: Date.now() })
  const { client, clock, people } = server
  async function signIn(name: 'ada' | 'olga') {
    const { user, password, app } = people[name]
    const state = await client.login.start({ identifier: user.identifier, password })
    if (state.state !== 'second_factor') throw new Error('both have a device')
    clock.advance(30)
    await client.login.verify({ deviceId: state.devices[0]?.id ?? '', code: app.code() })
  }
  await signIn('ada')
  const { ada } = people
  const { device, otpauthUri = '' } = await client.devices.begin({ method: 'totp', name: tablet, requestKey: 'tablet' })
  const secret = new URL(otpauthUri).searchParams.get('secret') ?? ''
  clock.advance(30)
  const { totpCode } = { totpCode: codeOf(secret) }
  await client.devices.confirm({ id: device.id, code: totpCode })
  return { server, ada, signIn, props }
}
function codeOf(secret: string) {
  return secret
}
