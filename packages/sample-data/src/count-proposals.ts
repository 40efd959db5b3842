import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'

// Counts every figure of a year's proposals straight from neutral facts, one JSON object a line. It shares no code with the
// service whose figures are compared with these, so that a rule misread there is not misread here in the same way.
//
//   node packages/sample-data/src/count-proposals.ts FILE.ndjson[.gz] [REGION]

/** A number of things and the number they are part of. */
export interface Share {
  n: number
  d: number
}

export type Counts = Record<string, number>

/** The figures of one way of counting: of every original, or of the cases that are left after merging. */
export interface ProposalFigures {
  received: number
  filed: Share
  convertedToInformation: number
  returnedForRevision: number
  notDecided: number
  individual: number
  joint: number
  member: number
  collective: number
  byParty: number
  /** By area, of what was filed. */
  areas: Counts
  atPlenary: number
  key: number
  /** By the post of whoever leads the supervision, of what was filed. */
  supervisors: Counts
  returns: number
  proposalsReturned: number
  assigned: number
  replied: Share
  onTime: Share
  /** By the class of the latest reply, of what was filed; `none` where no reply has one. */
  classes: Counts
  /** By the answer of the latest round. */
  satisfaction: Counts
  /** By the answer of the first round. */
  firstSatisfaction: Counts
  satisfied: Share
  formsReturned: Share
  /** Proposals with any recorded contact before the first reply, and with one that was more than a telephone call. */
  contactedBeforeReply: Share
  metBeforeReply: Share
  contactForms: Counts
  supervised: number
  supervisionForms: Counts
  rehandled: number
  /** From the first assignment to the first reply, in calendar days. */
  meanDays: number | null
  medianDays: number | null
  /** Of the unit to which it was assigned when it was first replied to, or last assigned. */
  units: Record<string, UnitFigures>
}

export interface UnitFigures {
  assigned: number
  assisted: number
  replied: number
  onTime: Share
  classes: Counts
  meanDays: number | null
}

export interface CountedProposals {
  facts: number
  byOriginal: ProposalFigures
  byCase: ProposalFigures
  /** How many originals went into another, and how many cases they went into. */
  mergedOriginals: number
  mergedCases: number
}

interface Line {
  at: string
  fact: string
  region: string
  id: string
  [field: string]: any
}

/** 统计: the figures of the facts of one region, or of the only one that occurs. */
export function countProposals(lines: Iterable<string>, region?: string): CountedProposals {
  const histories = new Map<string, Line[]>()
  let facts = 0
  for (const text of lines) {
    if (text.trim() === '') continue
    const line = JSON.parse(text) as Line
    if (!line.fact.startsWith('proposal-') || (region !== undefined && line.region !== region)) continue
    if (!line.at.endsWith('+08:00')) throw new Error(`expected Beijing time, got ${line.at}`)
    facts += 1
    histories.set(line.id, [...(histories.get(line.id) ?? []), line])
  }
  const all = [...histories.values()].map((history) => history.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)))
  const merged = all.flatMap((history) => history.filter(({ fact }) => fact === 'proposal-merged'))
  const gone = new Set(merged.map(({ id }) => id))
  return {
    facts,
    byOriginal: figuresOf(all),
    byCase: figuresOf(all.filter((history) => !gone.has(history[0]!.id))),
    mergedOriginals: gone.size,
    mergedCases: new Set(merged.map(({ into }) => into)).size,
  }
}

function figuresOf(histories: readonly Line[][]): ProposalFigures {
  const submitted = histories.filter((history) => first(history, 'submitted'))
  const filed = submitted.filter((history) => outcomeOf(history) === 'filed')
  const opening = (history: Line[]) => first(history, 'submitted')!
  const replied = filed.filter((history) => first(history, 'replied'))
  const due = filed.filter((history) => standing(history)?.['due'])
  const rated = filed.filter((history) => last(history, 'appraised'))
  const keys = filed.filter((history) => first(history, 'selected-key'))
  const supervisions = filed.flatMap((history) => every(history, 'supervised'))
  const before = (history: Line[]) =>
    every(history, 'consulted').filter(({ at }) => at.slice(0, 10) <= first(history, 'replied')!.at.slice(0, 10))
  const isMember = (history: Line[]) => !opening(history)['collective']
  const days = replied.flatMap(daysOf)
  return {
    received: submitted.length,
    filed: { n: filed.length, d: submitted.length },
    convertedToInformation: submitted.filter((history) => outcomeOf(history) === 'opinion-information').length,
    returnedForRevision: submitted.filter((history) => outcomeOf(history) === 'returned').length,
    notDecided: submitted.filter((history) => outcomeOf(history) === undefined).length,
    individual: filed.filter((history) => isMember(history) && opening(history)['proposers'].length === 1).length,
    joint: filed.filter((history) => isMember(history) && opening(history)['proposers'].length > 1).length,
    member: filed.filter(isMember).length,
    collective: filed.filter((history) => !isMember(history)).length,
    byParty: filed.filter((history) => !isMember(history) && opening(history)['byParty']).length,
    areas: tally(filed.map((history) => opening(history)['area'] ?? 'none')),
    atPlenary: filed.filter((history) => opening(history)['atPlenary']).length,
    key: keys.length,
    supervisors: tally(keys.map((history) => first(history, 'selected-key')!['supervisor'] ?? 'none')),
    returns: filed.flatMap((history) => every(history, 'assignment-returned')).length,
    proposalsReturned: filed.filter((history) => first(history, 'assignment-returned')).length,
    assigned: filed.filter((history) => first(history, 'assigned')).length,
    replied: { n: replied.length, d: filed.length },
    onTime: { n: due.filter(isOnTime).length, d: due.length },
    classes: tally(filed.map((history) => last(history, 'replied')?.['class'] ?? 'none')),
    satisfaction: tally(rated.map((history) => last(history, 'appraised')!['satisfaction'])),
    firstSatisfaction: tally(rated.map((history) => first(history, 'appraised')!['satisfaction'])),
    satisfied: {
      n: rated.filter((history) => last(history, 'appraised')!['satisfaction'] !== '不满意').length,
      d: rated.length,
    },
    formsReturned: { n: rated.length, d: replied.length },
    contactedBeforeReply: { n: replied.filter((history) => before(history).length > 0).length, d: replied.length },
    metBeforeReply: {
      n: replied.filter((history) => before(history).some(({ form }) => form !== '电话沟通')).length,
      d: replied.length,
    },
    contactForms: tally(filed.flatMap((history) => every(history, 'consulted')).map(({ form }) => form)),
    supervised: filed.filter((history) => first(history, 'supervised')).length,
    supervisionForms: tally(supervisions.map(({ form }) => form)),
    rehandled: filed.filter((history) => every(history, 'replied').some(({ round }) => round > 1)).length,
    meanDays: mean(days),
    medianDays: median(days),
    units: unitsOf(filed),
  }
}

const every = (history: readonly Line[], fact: string) => history.filter((line) => line.fact === `proposal-${fact}`)
const first = (history: readonly Line[], fact: string) => every(history, fact)[0]
const last = (history: readonly Line[], fact: string) => every(history, fact).at(-1)
const outcomeOf = (history: readonly Line[]): string | undefined => last(history, 'reviewed')?.['outcome']

/** The assignment under which it was first replied to, or the last one. */
function standing(history: readonly Line[]): Line | undefined {
  const reply = first(history, 'replied')
  const assignments = every(history, 'assigned')
  return assignments.filter(({ at }) => !reply || at <= reply.at).at(-1) ?? assignments.at(-1)
}

function isOnTime(history: readonly Line[]): boolean {
  const reply = first(history, 'replied')
  return reply !== undefined && reply.at.slice(0, 10) <= standing(history)!['due']
}

function daysOf(history: readonly Line[]): number[] {
  const [from, to] = [first(history, 'assigned'), first(history, 'replied')]
  if (!from || !to) return []
  return [(Date.parse(to.at.slice(0, 10)) - Date.parse(from.at.slice(0, 10))) / 86_400_000]
}

function unitsOf(filed: readonly Line[][]): Record<string, UnitFigures> {
  const names = new Set<string>()
  for (const history of filed) {
    const assignment = standing(history)
    for (const name of assignment ? [assignment['lead'], ...(assignment['assist'] ?? [])] : []) names.add(name)
  }
  return Object.fromEntries(
    [...names].sort().map((name) => {
      const led = filed.filter((history) => standing(history)?.['lead'] === name)
      const due = led.filter((history) => standing(history)!['due'])
      const figures: UnitFigures = {
        assigned: led.length,
        assisted: filed.filter((history) => standing(history)?.['assist']?.includes(name)).length,
        replied: led.filter((history) => first(history, 'replied')).length,
        onTime: { n: due.filter(isOnTime).length, d: due.length },
        classes: tally(led.map((history) => last(history, 'replied')?.['class'] ?? 'none')),
        meanDays: mean(led.flatMap(daysOf)),
      }
      return [name, figures]
    }),
  )
}

function tally(values: readonly string[]): Counts {
  const counts: Counts = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
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
  if (path === undefined) throw new Error('say which file: count-proposals.ts FILE.ndjson[.gz] [REGION]')
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  console.log(JSON.stringify(countProposals(text.split('\n'), region), null, 2))
}
