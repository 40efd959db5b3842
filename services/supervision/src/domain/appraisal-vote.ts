import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import { appraisalScore, voteVerdict } from '@lianxie/policy'
import { type Appraisal, requireAppraisal, requireHeard, requireNoBallot, requirePast } from './appraisal.ts'
import type { Deciding } from './deciding.ts'

type Totals = Omit<CommandOf<typeof c.TakeBallotTotals>, 'ballotId'> & { ballotId?: string }

/** 登记计票结果 of a vote on paper; a second time before the result is declared, when it was counted again. */
export function recordTotals(
  { appraisal }: { appraisal: Appraisal },
  { meeting: _, reason, ...totals }: CommandOf<typeof c.RecordTotals>,
  { now }: Deciding,
) {
  requireAppraisal(appraisal, ['HEARING', 'VOTED'])
  requireNoBallot(appraisal)
  if (appraisal.state === 'VOTED' && appraisal.votes.at(-1)?.isByBallot) {
    throw new Refusal('unit_appraisal.of_ballot', { field: 'appraisalId' })
  }
  if (appraisal.state === 'VOTED' && reason === undefined) {
    throw new Refusal('unit_appraisal.recount_reason', { field: 'reason' })
  }
  return counted(appraisal, totals, now)
}

/** 转入票决结果 of a secret ballot; once. */
export function takeBallotTotals(
  { appraisal }: { appraisal: Appraisal },
  totals: CommandOf<typeof c.TakeBallotTotals>,
  { now }: Deciding,
) {
  requireAppraisal(appraisal, ['HEARING'])
  return counted(appraisal, totals, now)
}

/** 宣布评议结果. */
export function declareAppraisalResult(
  { appraisal }: { appraisal: Appraisal },
  { appraisalId }: CommandOf<typeof c.DeclareAppraisalResult>,
) {
  requireAppraisal(appraisal, ['VOTED'])
  const { round, counts } = appraisal.votes.at(-1)!
  const units = counts!.map(({ unitId, items }) => ({
    unitId,
    ...appraisalScore(appraisal.items, appraisal.options, items),
  }))
  return [c.AppraisalResultDeclared({ appraisalId, round, units })]
}

function counted(appraisal: Appraisal, { units, ...totals }: Totals, now: Date) {
  requirePast({ heldOn: totals.heldOn }, now)
  requireHeard(appraisal)
  requireTurnout(totals)
  const verdict = voteVerdict(totals, appraisal)
  if (units) requireCounts(appraisal, units, totals.valid)
  else if (verdict === 'VALID') throw new Refusal('unit_appraisal.counts_unlike', { field: 'units' })
  const round = appraisal.votes.length + 1
  return [
    c.AppraisalTotalsRecorded({
      ...totals,
      round,
      verdict,
      ...given('units', verdict === 'VALID' ? units : undefined),
    }),
  ]
}

// More ballots returned than issued is no slip of the pen: it happens, and the vote is recorded as invalid.
function requireTurnout({ entitled, attended, issued, returned, valid }: c.AppraisalTurnout): void {
  const wrong = attended > entitled ? 'attended' : issued > attended ? 'issued' : valid > returned ? 'valid' : undefined
  if (wrong !== undefined) throw new Refusal('unit_appraisal.turnout_unlike', { field: wrong })
}

function requireCounts({ units, items, options }: Appraisal, counts: c.AppraisalCounts, valid: number): void {
  const unlike = (field: string) => new Refusal('unit_appraisal.counts_unlike', { field })
  requireAll(
    counts,
    ({ unitId }) => unitId,
    units.map(({ unitId }) => unitId),
    () => unlike('units'),
  )
  counts.forEach((unit, u) => {
    requireAll(
      unit.items,
      ({ item }) => item,
      items.map(({ code }) => code),
      () => unlike(`units.${u}.items`),
    )
    unit.items.forEach((item, i) => {
      const field = `units.${u}.items.${i}.counts`
      requireAll(
        item.counts,
        ({ option }) => option,
        options.map(({ code }) => code),
        () => unlike(field),
      )
      const sum = item.counts.reduce((all, { count }) => all + count, 0)
      if (sum > valid) throw new Refusal('unit_appraisal.counts_exceed', { field })
    })
  })
}

function requireAll<T>(given: readonly T[], nameOf: (one: T) => string, wanted: string[], refuse: () => Refusal): void {
  const names = given.map(nameOf)
  if (names.length !== wanted.length || wanted.some((name) => !names.includes(name))) throw refuse()
}
