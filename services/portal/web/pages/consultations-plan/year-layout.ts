import type { Row } from '../../data/contracts.ts'

export type PlanRow = Row<'consultations.plan-items'>

/** Where the card of an item stands in the year: from and to in months, 0 is the beginning of January, 12 the end of December. */
export interface Placed {
  item: PlanRow
  from: number
  to: number
}

/** 一行: what has the same form or the same body in charge, in as many lanes as it takes so that no card covers another. */
export interface YearRow {
  key: string
  lanes: readonly (readonly Placed[])[]
  /** What has no month: all the year round, or left open. */
  loose: readonly PlanRow[]
}

const NARROWEST = 1.5
const WIDEST_TITLE = 3.4
const CHARS_A_MONTH = 5.6

/** How many months wide a card must be for its title to be read. */
const widthOf = ({ topic }: PlanRow) => Math.min(WIDEST_TITLE, Math.max(NARROWEST, (topic.length + 2) / CHARS_A_MONTH))

/**
 * 年历排版: rows in the order given, items by their first month. A card spans its months; where they are too few for the title
 * it is wider, to the right or, at the end of the year, to the left. The months themselves are marked in the card.
 */
export function layOutYear(items: readonly PlanRow[], keyOf: (item: PlanRow) => string): YearRow[] {
  return [...Map.groupBy(items, keyOf)].map(([key, own]) => {
    const lanes: Placed[][] = []
    const dated = own.filter(({ months }) => months.length > 0)
    for (const placed of dated.map(place).toSorted((a, b) => a.from - b.from)) {
      const lane = lanes.find((one) => one.at(-1)!.to <= placed.from)
      if (lane) lane.push(placed)
      else lanes.push([placed])
    }
    return { key, lanes, loose: own.filter(({ months }) => months.length === 0) }
  })
}

function place(item: PlanRow): Placed {
  const first = Math.min(...item.months) - 1
  const last = Math.max(...item.months)
  const missing = Math.max(0, widthOf(item) - (last - first))
  const to = Math.min(12, last + missing)
  return { item, from: Math.max(0, first - (missing - (to - last))), to }
}

/** 进度: what the plan's reader asks first of an item. */
export type Progress = 'later' | 'now' | 'done'
const NOW: readonly PlanRow['state'][] = [
  'SCHEDULED',
  'RESEARCHING',
  'SESSION_HELD',
  'OUTCOME_DRAFTED',
  'OUTCOME_APPROVED',
]
const LATER: readonly PlanRow['state'][] = ['PROPOSED', 'SHORTLISTED', 'PLAN_ADOPTED']

/** Once the outcome is submitted the committee's own part is done. */
export const progressOf = ({ state }: Pick<PlanRow, 'state'>): Progress =>
  LATER.includes(state) ? 'later' : NOW.includes(state) ? 'now' : 'done'

/** Together with other committees. */
export const isJoint = ({ form, partnerCommittees, joint }: PlanRow): boolean =>
  (form?.startsWith('JOINT') ?? false) || partnerCommittees.length > 0 || joint.length > 0

/** Each item once, in the order of the year, from the answer in which it stands in each of its months. */
export function itemsOfYear({
  months,
  unscheduled,
}: {
  months: readonly { items: readonly PlanRow[] }[]
  unscheduled: readonly PlanRow[]
}): PlanRow[] {
  const all = [...months.flatMap(({ items }) => items), ...unscheduled]
  return [...new Map(all.map((item) => [item.itemId, item])).values()]
}

/** How far the year is, in months; undefined in another year. */
export function todayIn(year: number, now: Date): number | undefined {
  const [y, month, day] = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })
    .format(now)
    .split('-')
    .map(Number) as [number, number, number]
  return y === year ? month - 1 + (day - 1) / new Date(Date.UTC(y, month, 0)).getUTCDate() : undefined
}

/** 3月, 7月至8月, 3、6、9月. */
export function monthsText(months: readonly number[], w: { month: (months: string) => string; to: string }): string {
  const sorted = months.toSorted((a, b) => a - b)
  const runs: [number, number][] = []
  for (const month of sorted) {
    const run = runs.at(-1)
    if (run && run[1] === month - 1) run[1] = month
    else runs.push([month, month])
  }
  const texts = runs.map(([a, b]) => (a === b ? `${a}` : `${a}${w.to}${b}`))
  return texts.length === 0 ? '' : w.month(texts.join('、'))
}
