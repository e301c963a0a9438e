import { describe, expect, test, vi } from 'vitest'
import { startServer } from './start-server.ts'

describe('a link for a forgotten password', () => {
  test('leaves thirty times a day, however many ask, and still for a browser that signed in before', async () => {
    let charged = 0
    const server = startServer({
      throughStore: (store) => ({
        ...store,
        async chargeBudgets(...budgets) {
          const answer = await store.chargeBudgets(...budgets)
          charged += 1
          return answer
        },
      }),
    })
    await server.signUp('mary')
    const { browser } = await server.passwordStep('mary')
    /** Nobody waits for what comes of it, but here. */
    const ask = async (from = server.browser()) => {
      server.pass(60)
      const before = charged
      await from.auth.password.forgot({ identifier: 'mary@example.com' })
      await vi.waitFor(() => expect(charged).toBe(before + 1))
    }
    for (let count = 0; count < 35; count++) await ask()
    expect(server.inbox.messages).toHaveLength(30)
    await ask(browser)
    expect(server.inbox.messages).toHaveLength(31)
    server.pass(86_400)
    await ask()
    expect(server.inbox.messages).toHaveLength(32)
  })

  test('leaves a hundred times an hour for one address', async () => {
    let address = '192.0.2.1'
    const server = startServer({ clientAddress: () => address })
    const names = Array.from({ length: 102 }, (_, n) => `user-${n}`)
    for (const name of names) await server.signUp(name)
    const forgot = (name = '') => server.browser().auth.password.forgot({ identifier: `${name}@example.com` })
    await Promise.all(names.slice(0, 100).map(forgot))
    await vi.waitFor(() => expect(server.inbox.messages).toHaveLength(100))
    await forgot(names[100])
    address = '192.0.2.2'
    await forgot(names[101])
    await vi.waitFor(() => expect(server.inbox.messages[0]?.to).toBe('user-101@example.com'))
    expect(server.inbox.messages.map(({ to }) => to)).not.toContain('user-100@example.com')
  })
})
