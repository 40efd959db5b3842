/** A committee of which only totals of 2022 are printed. */
export type PublishedCommittee = 'wujiang-cppcc' | 'jiangyin-cppcc'

interface Totals {
  name: string
  /** What the facts add to the printed totals, so that a reader of a figure knows what it is worth. */
  assumed: readonly string[]
  received: number
  filed: number
  collective: number
  /** 分类件数, in the order in which they are printed; their names are not. */
  areas: readonly number[]
  /** 重点提案, by the post of whoever leads the supervision. */
  key: readonly (readonly [supervisor: string, count: number])[]
  /** 办理结果; null is a reply whose class is not printed. */
  classes: readonly (readonly [result: string | null, count: number])[]
  units: readonly string[]
  /** The day of the plenary, of the hand-over, and the first day of replies. */
  opensOn: string
  assignedOn: string
  repliesFrom: string
  dueOn: string
}

const UNITS = ['发展和改革局', '教育局', '住房和城乡建设局', '交通运输局', '生态环境局', '民政局', '文化和旅游局']

const TOTALS: Record<PublishedCommittee, Totals> = {
  'wujiang-cppcc': {
    name: '吴江区',
    assumed: [
      'dates',
      'titles',
      'proposers',
      'units',
      'names of the areas',
      'what became of the 50 that were not filed',
    ],
    received: 295,
    filed: 245,
    collective: 55,
    areas: [57, 80, 77, 20, 11],
    key: [
      ['党委主要领导', 1],
      ['政府主要领导', 1],
      ['政府分管领导', 7],
      ['政协主席', 1],
      ['政协副主席', 5],
    ],
    classes: [
      ['A', 238],
      ['B', 3],
      ['C', 4],
    ],
    units: UNITS.map((unit) => `吴江区${unit}`),
    opensOn: '2022-01-06',
    assignedOn: '2022-02-21',
    repliesFrom: '2022-03-21',
    dueOn: '2022-05-21',
  },
  'jiangyin-cppcc': {
    name: '江阴市',
    assumed: [
      'dates',
      'titles',
      'proposers and their kind',
      'areas',
      'units',
      'that the four without a class were answered',
    ],
    received: 311,
    filed: 311,
    collective: 0,
    areas: [],
    key: [
      ['党委主要领导', 1],
      ['政府主要领导', 1],
      ['政府分管领导', 14],
    ],
    classes: [
      ['A', 218],
      ['B', 69],
      ['C', 20],
      [null, 4],
    ],
    units: UNITS.map((unit) => `江阴市${unit}`),
    opensOn: '2022-01-10',
    assignedOn: '2022-02-22',
    repliesFrom: '2022-03-22',
    dueOn: '2022-05-22',
  },
}

/**
 * 历史数据: neutral facts of 2022 made from published totals, as NDJSON in the order of time. Everything in them but the
 * totals is made up; each line says so, and the first what was assumed. Always the same bytes.
 */
export function publishedHistory(committee: PublishedCommittee): string {
  const totals = TOTALS[committee]
  const { name, assumed } = totals
  const fact = (at: string, kind: string, id: string, rest: object): string =>
    JSON.stringify({ at, fact: kind, region: committee, id, ...rest, synthetic: true })
  const lines = [
    fact('2022-01-01T00:00:00+08:00', 'region-profile', committee, {
      name,
      institution: 'cppcc',
      year: 2022,
      assumed,
      figures: { received: totals.received, filed: totals.filed, collective: totals.collective },
    }),
    ...Array.from({ length: totals.received }, (_, i) => factsOf(committee, totals, i, fact)).flat(),
  ]
  // `at` is the first field of every line, so lines sort by time.
  return `${lines.sort().join('\n')}\n`
}

type FactLine = (at: string, kind: string, id: string, rest: object) => string

function factsOf(committee: PublishedCommittee, totals: Totals, i: number, fact: FactLine): string[] {
  const { filed, collective, areas, key, classes, units, opensOn, assignedOn, repliesFrom, dueOn } = totals
  const id = `${committee}:p:${String(i + 1).padStart(4, '0')}`
  const area = partAt(
    areas.map((count, at) => [`第${at + 1}类`, count] as const),
    spread(i, filed, 52),
  )
  const isCollective = i < filed && spread(i, filed, 37) < collective
  const opening = fact(moment(opensOn, i), 'proposal-submitted', id, {
    title: `关于${area ?? ''}第${i + 1}号事项的建议`,
    area: area ?? null,
    collective: isCollective,
    proposers: [
      isCollective ? `第${(i % 8) + 1}街道政协工作联络组` : `${committee}:m:${String((i % 200) + 1).padStart(4, '0')}`,
    ],
    atPlenary: true,
  })
  if (i >= filed) {
    const outcome = i % 5 < 3 ? 'opinion-information' : 'returned'
    return [opening, fact(moment(opensOn, i, 7), 'proposal-reviewed', id, { stage: '立', outcome, number: null })]
  }
  const supervisor = partAt(key, spread(i, filed, 23))
  const unit = units[i % units.length]
  return [
    opening,
    fact(moment(opensOn, i, 7), 'proposal-reviewed', id, { stage: '立', outcome: 'filed', number: i + 1 }),
    ...(supervisor === undefined ? [] : [fact(moment(opensOn, i, 20), 'proposal-selected-key', id, { supervisor })]),
    fact(moment(assignedOn, i), 'proposal-assigned', id, { stage: '交', lead: unit, assist: [], due: dueOn }),
    fact(moment(repliesFrom, i, i % 40), 'proposal-replied', id, {
      stage: '办',
      class: partAt(classes, spread(i, filed, 101)),
      round: 1,
    }),
  ]
}

/** Another place among `n` for every place, so that kinds, areas and results mix; `step` shares no factor with `n`. */
const spread = (i: number, n: number, step: number): number => (i * step) % n

/** The part in which a place falls when parts of these sizes lie one behind the other. */
function partAt<T>(parts: readonly (readonly [T, number])[], place: number): T | undefined {
  let end = 0
  return parts.find(([, count]) => place < (end += count))?.[0]
}

/** The i-th minute after nine of a day in Beijing, some days later. */
function moment(day: string, i: number, later = 0): string {
  const start = Date.parse(`${day}T09:00:00Z`) + later * 86_400_000 + i * 60_000
  return `${new Date(start).toISOString().slice(0, 19)}+08:00`
}
