import type { TestService } from '@lianxie/service-kit/testing'

/** What the events told of one finding, step by step. */
interface Told {
  unitId: string
  severity: string
  subject: string
  listedOn?: string
  wasDisputed: boolean
  isDisputed: boolean
  isDropped: boolean
  due?: string
  /** 整改、销号 of the round that counts now. */
  rectifiedAt?: string
  verifiedOn?: string
  timesReopened: number
  hasRelapsed: boolean
}

interface Line {
  type: string
  time: string
  data: Record<string, any>
}

const dayOf = (time: string) => new Date(Date.parse(time) + 8 * 3_600_000).toISOString().slice(0, 10)

const STEPS: Record<string, (one: Told, line: Line) => void> = {
  'finding-revised': (one, { data: { unitId, severity, subject } }) =>
    Object.assign(one, { unitId, severity, subject }),
  'finding-dropped': (one) => (one.isDropped = true),
  'issue-listed': (one, { time, data }) => Object.assign(one, { listedOn: dayOf(time), due: data['deadline'].due }),
  'issue-disputed': (one) => Object.assign(one, { wasDisputed: true, isDisputed: true }),
  'issue-confirmed': (one, { data }) => Object.assign(one, { isDisputed: false, due: data['deadline'].due }),
  'issue-dropped': (one) => Object.assign(one, { isDisputed: false, isDropped: true }),
  'more-time-granted': (one, { data }) => (one.due = data['deadline'].due),
  'issue-rectified': (one, { time }) => (one.rectifiedAt = time),
  'issue-verified': (one, { time }) => (one.verifiedOn = dayOf(time)),
  'issue-reopened': (one, line) => begin(one, line),
  'issue-relapsed': (one, line) => {
    begin(one, line)
    one.hasRelapsed = true
  },
}

function begin(one: Told, { data }: Line): void {
  delete one.rectifiedAt
  delete one.verifiedOn
  one.due = data['deadline'].due
  one.timesReopened += 1
}

/**
 * The figures of a project as somebody counts them who has its events and `domain.md`, and no table: nothing here is shared
 * with what is tested.
 */
export async function toldFigures(service: TestService, projectId: string) {
  const rows = await service.running.runtime.db.selectFrom('event').select(['type', 'payload']).orderBy('id').execute()
  const lines = rows.map(({ type, payload }): Line => ({ ...JSON.parse(payload.toString('utf8')), type }))
  const of = lines.filter(({ data }) => data['projectId'] === projectId)
  const named = (name: string) => of.filter(({ type }) => type === `supervision.${name}`)
  const findings = new Map<string, Told>()
  for (const line of of) {
    const { findingId, unitId, severity, subject } = line.data
    if (line.type === 'supervision.finding-raised') {
      const unmoved = { wasDisputed: false, isDisputed: false, isDropped: false, timesReopened: 0, hasRelapsed: false }
      findings.set(findingId, { unitId, severity, subject, ...unmoved })
    }
    const one = findings.get(findingId)
    if (one) STEPS[line.type.slice('supervision.'.length)]?.(one, line)
  }
  const all = [...findings.values()]
  const count = (fits: (one: Told) => boolean) => all.filter(fits).length
  const now = service.clock.now().toISOString()
  const isIssue = (one: Told) => one.listedOn !== undefined && !one.isDropped
  const isUnmended = (one: Told) => isIssue(one) && one.rectifiedAt === undefined && !one.isDisputed
  const days = all.flatMap(({ verifiedOn, listedOn }) =>
    verifiedOn === undefined ? [] : [(Date.parse(verifiedOn) - Date.parse(listedOn!)) / 86_400_000],
  )
  return {
    visits: named('visit-recorded').length,
    findings: all.length,
    listed: count(({ listedOn }) => listedOn !== undefined),
    disputed: count(({ wasDisputed }) => wasDisputed),
    withdrawn: count(({ listedOn, isDropped }) => listedOn !== undefined && isDropped),
    issues: count(isIssue),
    rectified: count(({ rectifiedAt }) => rectifiedAt !== undefined),
    verified: count(({ verifiedOn }) => verifiedOn !== undefined),
    open: count((one) => isIssue(one) && one.verifiedOn === undefined),
    overdue: count((one) => isUnmended(one) && one.due! <= now),
    late: count(({ rectifiedAt, due }) => rectifiedAt !== undefined && rectifiedAt > due!),
    toVerify: count(({ rectifiedAt, verifiedOn }) => rectifiedAt !== undefined && verifiedOn === undefined),
    reopened: count(({ timesReopened }) => timesReopened > 0),
    relapsed: count(({ hasRelapsed }) => hasRelapsed),
    bySeverity: several(all, ({ severity }) => severity),
    repeatedSubjects: Object.fromEntries(
      Object.entries(several(all.filter(isIssue), ({ subject }) => subject)).filter(([, n]) => n > 1),
    ),
    medianDays: median(days),
  }
}

/** How many there are of each. */
function several(all: readonly Told[], by: (one: Told) => string): Record<string, number> {
  const found: Record<string, number> = {}
  for (const one of all) found[by(one)] = (found[by(one)] ?? 0) + 1
  return found
}

function median(days: readonly number[]): number | undefined {
  const sorted = days.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? sorted[half]
    : sorted.length === 0
      ? undefined
      : (sorted[half - 1]! + sorted[half]!) / 2
}
