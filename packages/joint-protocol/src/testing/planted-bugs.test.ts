import { expect, test } from 'vitest'
import type { Rules } from '../ledger/rules.ts'
import { simulate } from './simulation.ts'

const bugs: [name: string, rules: Partial<Rules>, found: RegExp][] = [
  ['rule 1 is left out', { firstAnswer: false }, /two rivals effective at/],
  ['rule 2 is left out', { refusedRivals: false }, /two rivals effective at/],
  ['rule 3 is left out', { closing: false }, /nobody can end/],
  ['entries are judged before their heads are here', { waitForHeads: false }, /hold the same entries|answers differ/],
  ['the journal is ignored', { journal: false }, /honest .* signed two entries/],
]

test.each(bugs)('the simulation finds it when %s', { timeout: 300_000 }, async (_name, rules, found) => {
  const report = await simulate({ histories: 100, seed: 1, rules, until: (what) => found.test(what) })

  expect(report.violations.map((v) => v.what).filter((what) => found.test(what)).length).toBeGreaterThan(0)
})
