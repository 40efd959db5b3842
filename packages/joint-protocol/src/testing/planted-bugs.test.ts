import { expect, test } from 'vitest'
import type { Rules } from '../ledger/rules.ts'
import { simulate } from './simulation.ts'

// With a seed from which on each is found soon.
const bugs: [name: string, rules: Partial<Rules>, found: RegExp, seed: number][] = [
  ['rule 1 is left out', { firstAnswer: false }, /two rivals effective at/, 1],
  ['rule 2 is left out', { refusedRivals: false }, /two rivals effective at/, 1],
  ['rule 3 is left out', { closing: false }, /nobody can end/, 1],
  [
    'entries are judged before their heads are here',
    { waitForHeads: false },
    /hold the same entries|answers differ/,
    1,
  ],
  ['the journal is ignored', { journal: false }, /honest .* signed two entries/, 400],
  ['a recovery is not refused by whoever holds more', { refusedRecoveries: false }, /reverted/, 240],
]

test.each(bugs)('the simulation finds it when %s', { timeout: 300_000 }, async (_name, rules, found, seed) => {
  const report = await simulate({ histories: 300, seed, rules, until: (what) => found.test(what) })

  expect(report.violations.map((v) => v.what).filter((what) => found.test(what)).length).toBeGreaterThan(0)
})
