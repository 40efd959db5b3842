import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Counts, Share } from './count-proposals.ts'

// Counts every figure of a year's supervision straight from neutral facts, one JSON object a line. It shares no code with
// the service whose figures are compared with these, so that a rule misread there is not misread here in the same way.
//
//   node packages/sample-data/src/count-supervision.ts FILE.ndjson[.gz] [REGION]

/** What the findings of a unit, a severity or a subject came to. */
export interface FindingFigures {
  findings: number
  verified: number
  /** 逾期未整改, and 逾期后整改. */
  overdue: Share
  late: Share
  medianDays: number | null
}

export interface SupervisionFigures {
  /** 民主监督活动, 集中督查, 重点视察, 民主评议. */
  activities: number
  campaigns: number
  keyInspections: number
  appraisals: number
  reported: number
  teams: number
  /** Instants of activities at which members took part, and places that were inspected. */
  visits: number
  sites: number
  participations: number
  participants: number
  lists: number
  findings: number
  /** 上报问题: on a numbered list. */
  listed: number
  due: number
  rectified: number
  verified: number
  reopened: number
  overdue: number
  late: number
  repeated: number
  scoredDepartments: number
  meanDays: number | null
  medianDays: number | null
  units: Record<string, FindingFigures>
  severities: Record<string, FindingFigures>
  subjects: Counts
}

interface Line {
  at: string
  fact: string
  region: string
  id: string
  [field: string]: any
}

/** 统计: the figures of one region, or of the only one that occurs; `today` is the first day that lies after them all. */
export function countSupervision(lines: Iterable<string>, today: string, region?: string): SupervisionFigures {
  const facts: Line[] = []
  for (const text of lines) {
    if (text.trim() === '') continue
    const line = JSON.parse(text) as Line
    if (region !== undefined && line.region !== region) continue
    if (!line.at.endsWith('+08:00')) throw new Error(`expected Beijing time, got ${line.at}`)
    facts.push(line)
  }
  facts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const of = (name: string) => facts.filter(({ fact }) => fact === name)
  const started = of('supervision-started')
  const parts = of('supervision-visit')
  const meetings = of('consultation-held')
  const sites = of('site-inspected')
  const found = of('finding-raised').map((raised) => followed(raised, facts, today))
  const days = found.flatMap((one) => one.days)
  return {
    activities: started.length,
    campaigns: new Set([...sites, ...of('finding-raised')].flatMap(({ campaign }) => campaign ?? [])).size,
    keyInspections: meetings.filter(({ kind }) => kind === 'key-inspection').length,
    appraisals: meetings.filter(({ kind }) => kind === 'appraisal').length,
    reported: new Set(of('supervision-reported').map(({ id }) => id)).size,
    teams: new Set(started.flatMap(({ team }) => team ?? [])).size,
    visits: new Set(parts.map(({ activity, at }) => `${activity} ${at}`)).size,
    sites: sites.length,
    participations: parts.length,
    participants: new Set(parts.map(({ member }) => member)).size,
    lists: new Set(found.flatMap(({ raised: { campaign, list } }) => (list == null ? [] : `${campaign} ${list}`))).size,
    findings: found.length,
    listed: found.filter(({ raised }) => raised['list'] != null).length,
    due: found.filter(({ raised }) => raised['due'] != null).length,
    rectified: found.filter(({ isRectified }) => isRectified).length,
    verified: found.filter(({ isVerified }) => isVerified).length,
    reopened: found.filter(({ isReopened }) => isReopened).length,
    overdue: found.filter(({ isOverdue }) => isOverdue).length,
    late: found.filter(({ isLate }) => isLate).length,
    repeated: found.filter(({ raised }, at) => found.slice(0, at).some((before) => isAlike(before.raised, raised)))
      .length,
    scoredDepartments: of('department-appraised').length,
    meanDays: mean(days),
    medianDays: median(days),
    units: divided(found, 'unit'),
    severities: divided(found, 'severity'),
    subjects: Object.fromEntries(
      Object.entries(divided(found, 'subject')).map(([subject, { findings }]) => [subject, findings]),
    ),
  }
}

type Followed = ReturnType<typeof followed>

/** What was found, with what became of it. */
function followed(raised: Line, facts: readonly Line[], today: string) {
  const later = facts.filter(({ id, fact }) => id === raised.id && fact.startsWith('finding-'))
  const rectified = later.filter(({ fact }) => fact === 'finding-rectified')
  const verified = later.filter(({ fact }) => fact === 'finding-verified')
  const last = verified.at(-1)
  const due: string | undefined = raised['due'] ?? undefined
  // What was sent back is not put right before it is told to be so again.
  const step = later.at(-1)
  const isRectified =
    step?.fact === 'finding-rectified' || (step?.fact === 'finding-verified' && step['passed'] === true)
  const lateOf = (first: Line) => first['late'] ?? (due !== undefined && first.at.slice(0, 10) > due)
  return {
    raised,
    isRectified,
    isVerified: last?.['passed'] === true,
    isReopened: verified.some(({ passed }) => !passed),
    isOverdue: due !== undefined && !isRectified && due < today,
    isLate: due !== undefined && isRectified && lateOf(rectified[0]!),
    days: last?.['passed'] === true ? [daysBetween(raised.at, last.at)] : [],
  }
}

const isAlike = (a: Line, b: Line) => a['unit'] === b['unit'] && a['subject'] === b['subject']

const daysBetween = (from: string, to: string) =>
  (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000

function divided(found: readonly Followed[], field: string): Record<string, FindingFigures> {
  const values = [...new Set(found.map(({ raised }) => raised[field] as string))].sort()
  return Object.fromEntries(
    values.map((value) => {
      const of = found.filter(({ raised }) => raised[field] === value)
      const figures: FindingFigures = {
        findings: of.length,
        verified: of.filter(({ isVerified }) => isVerified).length,
        overdue: {
          n: of.filter(({ isOverdue }) => isOverdue).length,
          d: of.filter(({ raised }) => raised['due'] != null).length,
        },
        late: {
          n: of.filter(({ isLate }) => isLate).length,
          d: of.filter(({ raised }) => raised['due'] != null).length,
        },
        medianDays: median(of.flatMap(({ days }) => days)),
      }
      return [value, figures]
    }),
  )
}

const mean = (days: readonly number[]) =>
  days.length === 0 ? null : days.reduce((sum, one) => sum + one, 0) / days.length

function median(days: readonly number[]): number | null {
  if (days.length === 0) return null
  const sorted = [...days].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [path, region] = process.argv.slice(2)
  if (path === undefined) throw new Error('say which file: count-supervision.ts FILE.ndjson[.gz] [REGION]')
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  console.log(JSON.stringify(countSupervision(text.split('\n'), today, region), null, 2))
}
