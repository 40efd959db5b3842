import type { ResultOf, supervision as c } from '@lianxie/contracts'
import type { FindingFigures, SupervisionFigures } from '@lianxie/sample-data'

type Statistics = ResultOf<typeof c.SupervisionStatistics>
type Item = Statistics['breakdowns'][number]['items'][number]

/** One figure of the statistics: what it counts, and of how many. */
export function figure({ figures }: Statistics, code: c.SupervisionFigureCode): { n: number; d?: number } {
  const { n, d } = figures.find((one) => one.code === code)!
  return d === undefined ? { n } : { n, d }
}

export const itemsOf = ({ breakdowns }: Statistics, code: c.SupervisionBreakdownCode): Item[] =>
  breakdowns.find((one) => one.code === code)!.items

const SEVERITIES = { MINOR: '一般', SERIOUS: '较重', GRAVE: '严重' } as const

/** The statistics in the terms of the separate count, so that the two can be compared as a whole. */
export function inTermsOfCount(statistics: Statistics): SupervisionFigures {
  const of = (code: c.SupervisionFigureCode) => figure(statistics, code).n
  const forms = Object.fromEntries(itemsOf(statistics, 'FORM').map(({ value, n }) => [value, n]))
  return {
    activities: forms['TOPICAL'] ?? 0,
    campaigns: forms['OTHER'] ?? 0,
    keyInspections: forms['INSPECTION'] ?? 0,
    appraisals: forms['APPRAISAL'] ?? 0,
    reported: of('REPORTED'),
    teams: of('TEAMS'),
    visits: of('VISITS') - of('SITES'),
    sites: of('SITES'),
    participations: of('PARTICIPATIONS'),
    participants: of('PARTICIPANTS'),
    lists: of('LISTS'),
    findings: of('FINDINGS'),
    listed: of('LISTED'),
    due: of('DUE'),
    rectified: of('RECTIFIED'),
    verified: of('VERIFIED'),
    reopened: of('REOPENED'),
    overdue: of('OVERDUE'),
    late: statistics.late!.n,
    repeated: of('REPEATED'),
    scoredDepartments: of('SCORED_DEPARTMENTS'),
    meanDays: statistics.days.mean === undefined ? null : round(statistics.days.mean),
    medianDays: statistics.days.median ?? null,
    units: Object.fromEntries(itemsOf(statistics, 'UNIT').map((item) => [item.name, figuresOf(item)])),
    severities: Object.fromEntries(
      itemsOf(statistics, 'SEVERITY').map((item) => [SEVERITIES[item.value as c.Severity], figuresOf(item)]),
    ),
    subjects: Object.fromEntries(itemsOf(statistics, 'SUBJECT').map(({ value, n }) => [value, n])),
  }
}

const figuresOf = ({ n, verified, overdue, late, days }: Item): FindingFigures => ({
  findings: n,
  verified: verified!.n,
  overdue: { n: overdue!.n, d: overdue!.d! },
  late: { n: late!.n, d: late!.d! },
  medianDays: days!.median ?? null,
})

/** PostgreSQL writes an average with sixteen places, JavaScript divides in binary. */
const round = (days: number) => Math.round(days * 1e6) / 1e6

/** The separate count with its average rounded alike. */
export const rounded = (figures: SupervisionFigures): SupervisionFigures => ({
  ...figures,
  meanDays: figures.meanDays === null ? null : round(figures.meanDays),
})
