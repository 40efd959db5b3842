import { consultations as c, CommitteeId } from '@lianxie/contracts'

/** One row of an uploaded plan as texts; empty cells are absent. */
export type ImportedItem = { form: string; topic: string } & {
  [
    column in
      | 'formLabel'
      | 'summary'
      | 'section'
      | 'months'
      | 'recurrence'
      | 'timeLabel'
      | 'leadBody'
      | 'coBodies'
      | 'leaderPost'
      | 'counterpartUnits'
      | 'counterpartRank'
      | 'participants'
      | 'partnerCommittees'
  ]?: string | undefined
}

/** Names of the directory by which a table may call bodies and units, each with its id. */
export interface Names {
  bodies: ReadonlyMap<string, string>
  units: ReadonlyMap<string, string>
}

/** What is wrong with one cell. */
export interface CellProblem {
  column: keyof ImportedItem
  zh: string
  en: string
}

/** One row of an uploaded plan: an item, or everything that is wrong with it. */
export function readPlanRow(
  cells: ImportedItem,
  names: Names,
): { details: c.ItemDetails; problems: [] } | { problems: [CellProblem, ...CellProblem[]] } {
  const problems: CellProblem[] = []
  const wrong = (column: keyof ImportedItem, zh: string, en: string) => void problems.push({ column, zh, en })
  const among = (column: keyof ImportedItem, values: readonly string[], known: ReadonlyMap<string, string>) =>
    values.flatMap((value) => {
      const id = known.get(plain(value))
      if (id === undefined) wrong(column, `名录中没有“${value}”`, `the directory has no “${value}”`)
      return id === undefined ? [] : [id]
    })
  const oneOf = <T extends string>(column: keyof ImportedItem, labels: Readonly<Record<T, { zh: string }>>) => {
    const value = cells[column]
    if (value === undefined) return undefined
    const found = coded(value, labels)
    const allowed = Object.values<{ zh: string }>(labels).map(({ zh }) => zh)
    if (found === undefined)
      wrong(
        column,
        `“${value}”不在可选范围：${allowed.join('、')}`,
        `“${value}” is none of ${Object.keys(labels).join(', ')}`,
      )
    return found
  }

  const form = oneOf('form', c.PLAN_FORMS)
  const recurrence = oneOf('recurrence', c.RECURRENCES)
  const counterpartRank = oneOf('counterpartRank', c.COUNTERPART_RANKS)
  const months = monthsIn(cells.months ?? '')
  if (!months)
    wrong(
      'months',
      `看不懂的月份“${cells.months}”，请写 3 或 3、6 或 7-8`,
      `“${cells.months}” is no list of months such as 3, 3、6 or 7-8`,
    )
  const [leadBodyId] = among('leadBody', listed(cells.leadBody).slice(0, 1), names.bodies)
  const coBodyIds = among('coBodies', [...listed(cells.leadBody).slice(1), ...listed(cells.coBodies)], names.bodies)
  const participantBodyIds = among('participants', listed(cells.participants), names.bodies)
  const counterpartUnitIds = among('counterpartUnits', listed(cells.counterpartUnits), names.units)
  const partnerCommittees = listed(cells.partnerCommittees)
  for (const one of partnerCommittees) {
    if (!CommitteeId.safeParse(one).success)
      wrong('partnerCommittees', `“${one}”不是委员会标识`, `“${one}” is no committee id such as qingpu-cppcc`)
  }
  const [first, ...rest] = problems
  if (first) return { problems: [first, ...rest] }
  return {
    details: {
      form: form!,
      topic: cells.topic,
      months: months!,
      coBodyIds: [...new Set(coBodyIds)],
      participantBodyIds: [...new Set(participantBodyIds)],
      counterpartUnitIds: [...new Set(counterpartUnitIds)],
      partnerCommittees: [...new Set(partnerCommittees)],
      ...(cells.formLabel !== undefined && { formLabel: cells.formLabel }),
      ...(cells.summary !== undefined && { summary: cells.summary }),
      ...(cells.section !== undefined && { section: cells.section }),
      ...(recurrence !== undefined && { recurrence }),
      ...(cells.timeLabel !== undefined && { timeLabel: cells.timeLabel }),
      ...(leadBodyId !== undefined && { leadBodyId }),
      ...(cells.leaderPost !== undefined && { leaderPost: cells.leaderPost }),
      ...(counterpartRank !== undefined && { counterpartRank }),
    },
    problems: [],
  }
}

/** Names and labels as they are compared: width, spaces and capitals make no difference. */
export const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()

/** The code that a cell means, given as the code itself or as its Chinese label. */
function coded<T extends string>(value: string, labels: Readonly<Record<T, { zh: string }>>): T | undefined {
  return (Object.keys(labels) as T[]).find(
    (code) => plain(code) === plain(value) || plain(labels[code].zh) === plain(value),
  )
}

const listed = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(/[、，,；;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** 3 · 3月 · 3、6、9 · 7-8月 · 3月至5月; undefined when it is nothing of the kind. */
export function monthsIn(cell: string): number[] | undefined {
  const months = new Set<number>()
  for (const part of listed(cell.normalize('NFKC'))) {
    const match = /^(\d{1,2})月?(?:[-–—~至到](\d{1,2})月?)?(?:份)?$/.exec(part.replaceAll(/\s/g, ''))
    if (!match) return undefined
    const from = Number(match[1])
    const to = match[2] === undefined ? from : Number(match[2])
    if (from < 1 || to > 12 || from > to) return undefined
    for (let month = from; month <= to; month += 1) months.add(month)
  }
  return [...months].toSorted((a, b) => a - b)
}
