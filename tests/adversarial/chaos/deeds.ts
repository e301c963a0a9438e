import { wordOf } from '../rig/counts.ts'
import type { Browser } from '../../server/browser.ts'
import type { Rig } from '../rig/open-rig.ts'
import { noteTokens, type Person } from '../rig/people.ts'
import type { UseOfOne } from '../rig/used-once.ts'
import type { Seeded } from './seeded.ts'

export type Scene = {
  readonly rig: Rig
  readonly people: readonly [Person, ...Person[]]
  readonly chance: Seeded
  /** Of each backup token, every use. */
  readonly uses: Map<string, UseOfOne[]>
}

/** A sign-in by whatever way, and something behind it: the word of each answer. */
export async function deed({ rig, people, chance, uses }: Scene): Promise<readonly string[]> {
  const person = chance.pick(people)
  const browser = rig.browser()
  const words: string[] = []
  const ask = async (path: string, body: unknown) => {
    const word = await wordOrCut(() => browser.post(path, body))
    words.push(word)
    return word
  }
  const answers = {
    app: () => ({ deviceId: person.devices.totp, code: person.phone.code() }),
    guess: () => ({ deviceId: person.devices.totp, code: person.phone.wrongCode() }),
    text: () => ({ deviceId: person.devices.sms, code: rig.gateway.code(person.number) }),
    token: () => ({ deviceId: person.devices.backup, code: person.backupTokens[chance.below(10)] }),
  }
  const way = chance.pick(['app', 'app', 'guess', 'text', 'token', 'token'] as const)
  if ((await ask('/auth/login', { identifier: person.identifier, password: person.password })) !== 'second_factor')
    return words
  if (way === 'text') await ask('/auth/login/challenge', { deviceId: person.devices.sms })
  const answer = { ...answers[way](), trustBrowser: chance.below(3) === 0 }
  const asked = performance.now()
  const word = await ask('/auth/login/verify', answer)
  if (way === 'token') note(uses, answer.code ?? '', { asked, answered: performance.now(), word })
  if (word === 'signed_in') await behind(browser, ask, chance)
  noteTokens(rig, browser)
  return words
}

async function behind(browser: Browser, ask: (path: string, body: unknown) => Promise<string>, chance: Seeded) {
  const next = chance.pick(['page', 'logout', 'others'] as const)
  if (next === 'page') await wordOrCut(() => browser.send('/app/vault'))
  if (next === 'logout') await ask('/auth/logout', {})
  if (next === 'others') await wordOrCut(() => browser.send('/auth/sessions', { method: 'DELETE' }))
}

function note(
  uses: Scene['uses'],
  token: string,
  { word, ...times }: { asked: number; answered: number; word: string },
) {
  const outcomes = { signed_in: 'worked', invalid_code: 'refused', cut: 'unknown', unavailable: 'unknown' } as const
  const outcome = outcomes[word as keyof typeof outcomes] as UseOfOne['outcome'] | undefined
  // Whoever had to wait, or whose login was over, was not judged.
  if (outcome) uses.set(token, [...(uses.get(token) ?? []), { ...times, outcome }])
}

async function wordOrCut(call: () => Promise<Response>): Promise<string> {
  try {
    return await wordOf(await call())
  } catch (error) {
    if (error instanceof TypeError) return 'cut'
    throw error
  }
}
