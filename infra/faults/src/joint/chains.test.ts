import { expect, test } from 'vitest'
import { chainHashes, gapsIn, type HeldEntry, missingEntries, signedTwice, unequalChains } from './chains.ts'

const entry = (committee: string, seq: number, id = `${committee}-${seq}`, generation = 1): HeldEntry => ({
  id,
  committee,
  generation,
  seq,
})
const chain = (committee: string, length: number) => Array.from({ length }, (_, i) => entry(committee, i + 1))
const sound = [...chain('a', 5), ...chain('b', 4)]
const three = (third: HeldEntry[]) => [
  { holder: 'a', entries: sound },
  { holder: 'b', entries: sound.toReversed() },
  { holder: 'hub', entries: third },
]

test('holders of the same entries pass every check, in whatever order they hold them and however often', () => {
  const holdings = three([...sound, ...sound])

  expect([...signedTwice(holdings), ...unequalChains(holdings), ...gapsIn(holdings)]).toEqual([])
  expect(
    missingEntries(
      sound.map(({ id }) => id),
      holdings,
    ),
  ).toEqual([])
})

test('another entry at a number that is taken is found, also when each holder knows one of the two alone', () => {
  const forged = sound.map((one) => (one.id === 'b-3' ? entry('b', 3, 'b-3-forged') : one))

  expect(signedTwice(three(forged))).toEqual(['b generation 1 number 3 is signed 2 times: b-3 at a, b-3-forged at hub'])
  expect(unequalChains(three(forged))).toHaveLength(1)
})

test('the same number in a new generation is no second signature', () => {
  const recovered = [...sound, entry('b', 4, 'b-4-again', 2)]

  expect(signedTwice(three(recovered))).toEqual([])
})

test('an entry that one holder lacks is found by each check that can see it', () => {
  const lacking = sound.filter(({ id }) => id !== 'a-2')

  expect(missingEntries(['a-1', 'a-2'], three(lacking))).toEqual(['hub lacks 1 of 2, first a-2'])
  expect(gapsIn(three(lacking))).toEqual(['hub lacks number 2 of a'])
  expect(unequalChains(three(lacking))).toEqual([expect.stringMatching(/^the chain of a differs: .*hub /)])
})

test('a chain that ends early is unequal, and so is one that is not there at all', () => {
  expect(unequalChains(three(sound.filter(({ id }) => id !== 'b-4')))).toHaveLength(1)
  expect(unequalChains(three(chain('a', 5)))).toEqual([expect.stringContaining('hub nothing')])
})

test('the hash of a chain follows its entries and nothing else', () => {
  expect(chainHashes(sound).get('a')).toBe(chainHashes(chain('a', 5).toReversed()).get('a'))
  expect(chainHashes(sound).get('a')).not.toBe(chainHashes([...chain('a', 4), entry('a', 5, 'other')]).get('a'))
})
