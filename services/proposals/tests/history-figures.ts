import { type proposals as c, type ResultOf } from '@lianxie/contracts'
import type { ProposalFigures } from '@lianxie/sample-data'

type Statistics = ResultOf<typeof c.Statistics>

/** One figure of the statistics: what it counts, and of how many. */
export function figure({ figures }: Statistics, code: c.FigureCode): { n: number; d?: number | undefined } {
  const found = figures.find((one) => one.code === code)!
  return found.d === undefined ? { n: found.n } : { n: found.n, d: found.d }
}

export const number = (statistics: Statistics, code: c.FigureCode): number => figure(statistics, code).n

/** A breakdown as counts by value. */
export function breakdown({ breakdowns }: Statistics, code: c.BreakdownCode): Record<string, number> {
  const { items } = breakdowns.find((one) => one.code === code)!
  return Object.fromEntries(items.map(({ value, n }) => [value, n]))
}

const RATINGS = { SATISFIED: '满意', BASICALLY_SATISFIED: '基本满意', DISSATISFIED: '不满意' } as const

/** The statistics in the terms of the separate count, so that the two can be compared as a whole. */
export function inTermsOfCount(statistics: Statistics): ProposalFigures {
  const of = (code: c.FigureCode) => number(statistics, code)
  const share = (code: c.FigureCode) => figure(statistics, code) as { n: number; d: number }
  const kinds = breakdown(statistics, 'KIND')
  const { UNKNOWN: noLeader, ...supervisors } = breakdown(statistics, 'PRINTED_LEADER')
  const { UNKNOWN: noArea, ...areas } = breakdown(statistics, 'CATEGORY')
  const { days } = statistics
  return {
    received: of('RECEIVED'),
    filed: share('FILED'),
    convertedToInformation: of('CONVERTED_TO_INFORMATION'),
    returnedForRevision: of('RETURNED_FOR_REVISION'),
    notDecided: of('UNDECIDED'),
    individual: kinds['INDIVIDUAL'] ?? 0,
    joint: kinds['JOINT'] ?? 0,
    member: of('MEMBER'),
    collective: of('COLLECTIVE'),
    byParty: breakdown(statistics, 'COLLECTIVE_KIND')['PARTY'] ?? 0,
    areas: { ...areas, ...(noArea !== undefined && { none: noArea }) },
    atPlenary: breakdown(statistics, 'PERIOD')['SESSION'] ?? 0,
    key: of('KEY'),
    supervisors: { ...supervisors, ...(noLeader !== undefined && { none: noLeader }) },
    returns: statistics.returns.n,
    proposalsReturned: of('RETURNED_BY_UNIT'),
    assigned: of('ASSIGNED'),
    replied: share('REPLIED'),
    onTime: share('ON_TIME'),
    classes: without0({
      A: of('RESULT_A'),
      B: of('RESULT_B'),
      C: of('RESULT_C'),
      D: of('RESULT_D'),
      none: of('RESULT_UNKNOWN') + of('NOT_REPLIED'),
    }),
    satisfaction: without0({
      满意: of('SATISFIED'),
      基本满意: of('BASICALLY_SATISFIED'),
      不满意: of('DISSATISFIED'),
    }),
    firstSatisfaction: Object.fromEntries(
      Object.entries(breakdown(statistics, 'FIRST_RATING')).map(([rating, n]) => [
        RATINGS[rating as keyof typeof RATINGS],
        n,
      ]),
    ),
    satisfied: share('CONTENT'),
    formsReturned: share('FEEDBACK'),
    contactedBeforeReply: share('CONTACTED'),
    metBeforeReply: share('MET'),
    contactForms: breakdown(statistics, 'CONTACT_FORM'),
    supervised: of('SUPERVISED'),
    supervisionForms: breakdown(statistics, 'SUPERVISION_FORM'),
    rehandled: of('REHANDLED'),
    meanDays: days.mean === undefined ? null : round(days.mean),
    medianDays: days.median ?? null,
    units: Object.fromEntries(
      statistics.units.map((unit) => [
        unit.name,
        {
          assigned: unit.assigned,
          assisted: unit.assisted,
          replied: unit.replied.n,
          onTime: { n: unit.onTime.n, d: unit.onTime.d ?? 0 },
          classes: without0({
            A: unit.classes.A,
            B: unit.classes.B,
            C: unit.classes.C,
            D: unit.classes.D,
            none: unit.classes.unknown,
          }),
          meanDays: unit.days.mean === undefined ? null : round(unit.days.mean),
        },
      ]),
    ),
  }
}

const without0 = (counts: Record<string, number>) => Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0))

/** PostgreSQL writes an average with sixteen places, JavaScript divides in binary. */
export const round = (days: number) => Math.round(days * 1e6) / 1e6

/** The separate count with its averages rounded alike. */
export const rounded = (figures: ProposalFigures): ProposalFigures => ({
  ...figures,
  meanDays: figures.meanDays === null ? null : round(figures.meanDays),
  units: Object.fromEntries(
    Object.entries(figures.units).map(([name, unit]) => [
      name,
      { ...unit, meanDays: unit.meanDays === null ? null : round(unit.meanDays) },
    ]),
  ),
})
