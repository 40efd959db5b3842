/** Choices that one seed decides: the same seed, the same choices in the same order. For orders and test data, never for secrets. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number
  pick<T>(items: readonly T[]): T
  /** A copy in another order. */
  shuffle<T>(items: readonly T[]): T[]
  /** True with the given probability. */
  chance(probability: number): boolean
  /** Choices of their own for one part, so that what one part asks does not move what another gets. */
  fork(name: string): Random
}

/** Mulberry32: small, and good enough to decide what to break next. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick(items) {
      if (items.length === 0) throw new Error('expected something to pick from')
      return items[Math.floor(next() * items.length)]!
    },
    shuffle: (items) => shuffled(items, next),
    chance: (probability) => next() < probability,
    fork: (name) => createRandom(Buffer.from(name).reduce((hash, byte) => Math.imul(hash ^ byte, 16_777_619), seed)),
  }
}

/** The same things in a random order. */
export function shuffled<T>(things: readonly T[], random: () => number): T[] {
  const order = [...things]
  for (let i = order.length - 1; i > 0; i -= 1) {
    const other = Math.floor(random() * (i + 1))
    ;[order[i], order[other]] = [order[other]!, order[i]!]
  }
  return order
}
