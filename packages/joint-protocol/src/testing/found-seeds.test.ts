import { expect, test } from 'vitest'
import { runHistory } from './history.ts'

test.each([20_085, 20_841])(
  'history %i: who was removed while the hub lost the word of it hears of it yet',
  async (seed) => {
    const { violations } = await runHistory(seed)

    expect(violations).toEqual([])
  },
)

test('history 238481053: of three, one leaves while another is being removed, and the compact ends', async () => {
  const { ended, violations } = await runHistory(238_481_053)

  expect(ended).toBe(true)
  expect(violations).toEqual([])
})
