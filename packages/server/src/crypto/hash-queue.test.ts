import { expect, test } from 'vitest'
import { hashQueue } from './hash-queue.ts'

/** Until everything that can go on has gone on. */
async function settle() {
  await new Promise((done) => void setImmediate(done))
}

/** A hash that ends when told, and a queue around it. */
function setup(options: { running: number; waiting: number }) {
  const atWork: Array<{ end: (hash: string) => void; fail: (error: Error) => void }> = []
  const work = () => new Promise<string>((end, fail) => void atWork.push({ end, fail }))
  const queue = hashQueue({ hash: work, verify: async () => (await work()) === 'right', derive: work }, options)
  return { queue, atWork }
}

const busy = { name: 'KeystepError', code: 'busy', details: { retryAfter: 1 } }

test('as many run as may run, as many wait as may wait, and the rest is busy', async () => {
  const { queue, atWork } = setup({ running: 2, waiting: 1 })
  const hashes = [queue.hash('a'), queue.verify('b', ''), queue.derive('c', '')]
  await expect(queue.hash('d')).rejects.toMatchObject(busy)
  expect(atWork).toHaveLength(2)
  atWork[0]?.end('first')
  expect(await hashes[0]).toBe('first')
  expect(atWork).toHaveLength(3)
  atWork[1]?.end('right')
  atWork[2]?.end('third')
  expect(await hashes[1]).toBe(true)
  expect(await hashes[2]).toBe('third')
})

test('a hash that fails gives its place to the next', async () => {
  const { queue, atWork } = setup({ running: 1, waiting: 1 })
  const first = queue.hash('a')
  const second = queue.hash('b')
  atWork[0]?.fail(new Error('out of memory'))
  await expect(first).rejects.toThrow('out of memory')
  await settle()
  atWork[1]?.end('second')
  expect(await second).toBe('second')
})

test('places come back, however often they were taken', async () => {
  const { queue, atWork } = setup({ running: 1, waiting: 0 })
  for (let round = 0; round < 5; round++) {
    const hash = queue.hash('a')
    await expect(queue.hash('b')).rejects.toMatchObject(busy)
    atWork[round]?.end(`round ${round}`)
    expect(await hash).toBe(`round ${round}`)
    await settle()
  }
})

test('whoever waits longest is next', async () => {
  const { queue, atWork } = setup({ running: 1, waiting: 3 })
  const done: string[] = []
  const hashes = ['a', 'b', 'c', 'd'].map((name) => queue.hash(name).then(() => done.push(name)))
  for (let round = 0; round < 4; round++) {
    atWork[round]?.end('')
    await settle()
  }
  await Promise.all(hashes)
  expect(done).toEqual(['a', 'b', 'c', 'd'])
})

test('what is cheap stays marked as such', () => {
  const hash = { hash: async () => '', verify: async () => true, derive: async () => '' }
  expect(hashQueue(hash)).not.toHaveProperty('cheap')
  expect(hashQueue({ ...hash, cheap: true })).toHaveProperty('cheap', true)
})
