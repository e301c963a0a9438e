import { countWords, words } from '../rig/counts.ts'
import { pendingLogins } from '../rig/pending-logins.ts'
import { newPerson } from '../rig/people.ts'
import { outOfOrder, raceForOne } from './one-value.ts'
import { type Race, total, width } from './race.ts'

export const oneBackupToken: Race = {
  title: 'one backup token, in 64 logins, signs in once; ten others at once sign in ten times less that one',
  throttled: false,
  async run(rig) {
    const person = await newPerson(rig)
    const deviceId = person.devices.backup
    const [first = '', ...others] = person.backupTokens
    const calls = async (tokens: readonly string[]) => {
      const browsers = await pendingLogins(rig, person, tokens.length)
      return browsers.map((browser, at) => () => browser.post('/auth/login/verify', { deviceId, code: tokens[at] }))
    }
    const counted = { after: 'countTry' } as const
    const same = await raceForOne(rig, counted, await calls(Array<string>(width).fill(first)))
    // Nine are left. The first one again makes their number even, for two processes.
    const each = countWords(await rig.barrier(counted, words(await calls([...others, first]))))
    const [left] = (await rig.keystep.devicesOf(person.id)).filter(({ method }) => method === 'backup')
    return {
      ...same,
      'others signed in': each.signed_in ?? 0,
      'others refused': each.invalid_code ?? 0,
      left: left?.tokensLeft ?? -1,
    }
  },
  isRight: (counts) =>
    total(counts, 'signed_in') === 1 &&
    total(counts, 'invalid_code') === width - 1 &&
    total(counts, 'others signed in') === 9 &&
    total(counts, 'others refused') === 1 &&
    total(counts, 'left', outOfOrder) === 0,
}
