import { expect, test } from 'vitest'
import { createRandom } from './random.ts'

const choices = (seed: number) => {
  const random = createRandom(seed)
  return [random.int(1, 1_000), random.shuffle([1, 2, 3, 4, 5]).join(), random.fork('load').int(1, 1_000)]
}

test('the same seed makes the same choices, another makes others', () => {
  expect(choices(7)).toEqual(choices(7))
  expect(choices(8)).not.toEqual(choices(7))
})

test('what one part asks does not move what another gets', () => {
  const [busy, idle] = [createRandom(7), createRandom(7)]
  busy.next()

  expect(busy.fork('load').next()).toBe(idle.fork('load').next())
  expect(busy.fork('load').next()).not.toBe(busy.fork('breaks').next())
})

test('a whole number lies within its bounds, both included', () => {
  const random = createRandom(1)
  const seen = new Set(Array.from({ length: 200 }, () => random.int(2, 4)))

  expect([...seen].toSorted((a, b) => a - b)).toEqual([2, 3, 4])
})
