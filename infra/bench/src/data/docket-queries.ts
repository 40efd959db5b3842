import type { Role } from '@lianxie/contracts'
import type { ProposalWorld } from './proposal-lives.ts'

/** One kind of request that proposals are asked for, with another value each time. */
export interface DocketQuery {
  name: string
  role: Role
  /** Path and parameters. */
  path(random: () => number): string
}

type Random = () => number
type Filter = (world: ProposalWorld, random: Random) => readonly [name: string, value: string | number]

const among = <T>(list: readonly T[], random: Random) => list[Math.floor(random() * list.length)]!
const WORDS = ['停车', '养老服务', '建议', '水环境', '老旧小区', '东太湖', '加装电梯', '规划', '托育', '消防通道']

/** Every filter that a proposal office puts together, with the values that its menus offer. */
const FILTERS: readonly Filter[] = [
  (_, random) => ['text', among(WORDS, random)],
  (_, random) => ['termNumber', among([15, 16], random)],
  (_, random) => ['sessionNumber', 1 + Math.floor(random() * 5)],
  ({ intakes }, random) => ['year', among(intakes, random).year],
  (_, random) => ['period', among(['SESSION', 'INTERSESSION'], random)],
  (_, random) => ['kind', among(['INDIVIDUAL', 'JOINT', 'COLLECTIVE'], random)],
  (_, random) => ['category', among(['SOCIETY', 'ECONOMY', 'ECOLOGY', 'CULTURE', 'POLITICS'], random)],
  (_, random) => [
    'phase',
    among(
      ['TO_REVIEW', 'TO_ASSIGN', 'ASSIGNED', 'TO_REPLY', 'REPLIED', 'FINISHED', 'FINISHED', 'MERGED', 'NOT_FILED'],
      random,
    ),
  ],
  ({ units }, random) => ['unitId', among(units, random)],
  (_, random) => ['resultClass', among(['A', 'B', 'C', 'D'], random)],
  (_, random) => ['overdue', among(['true', 'false'], random)],
  ({ sectors }, random) => ['sectorId', among(sectors, random)],
  ({ members }, random) => ['proposerId', among(members, random).id],
  (_, random) => ['filed', among(['true', 'false'], random)],
  (_, random) => ['merged', among(['true', 'false'], random)],
]
const [BY_WORDS, ...BY_CODES] = FILTERS as [Filter, ...Filter[]]

const SORTS = ['submitted', 'number', 'subject', 'changed'] as const
const SOME_ID = '7fffffff-ffff-7fff-8fff-ffffffffffff'

/** Starts somewhere in the middle: the cursor holds the sort keys of a row, whether it is there or not. */
function somewhere(sort: (typeof SORTS)[number], { intakes }: ProposalWorld, random: Random): string {
  const { year, termNumber, sessionNumber, serials } = among(intakes.slice(2, -2), random)
  const keys = {
    submitted: [`${year}-01-08 01:00:00+00`],
    number: [String(termNumber), String(sessionNumber), String(Math.floor(random() * serials))],
    subject: [among(['关于加强', '关于推进', '优化', '建议完善'], random)],
    changed: [`${year}-04-10 01:00:00+00`],
  }[sort]
  return Buffer.from(JSON.stringify([...keys, SOME_ID])).toString('base64url')
}

const address = (path: string, parameters: readonly (readonly [string, string | number])[]) =>
  `/proposals${path}?${new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, String(value)])).toString()}`

const DIRECTIONS = ['asc', 'desc'] as const
/** As many as a page of the list shows. */
const LIMIT = ['limit', 50] as const

const some = (list: readonly Filter[], count: number, random: Random): Filter[] => {
  const left = [...list]
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0]!)
}

/** What is asked of proposals: the docket under three filters, its orders without any, what each role has to do. */
export function docketQueries(world: ProposalWorld): DocketQuery[] {
  const filtered = (
    name: string,
    role: Role,
    filters: (random: Random) => Filter[],
    isLater: boolean,
  ): DocketQuery => ({
    name,
    role,
    path: (random) => {
      const sort = among(SORTS, random)
      const chosen = filters(random).map((filter) => filter(world, random))
      const order = [['sort', sort], ['direction', among(DIRECTIONS, random)], LIMIT] as const
      const later = isLater ? [['cursor', somewhere(sort, world, random)] as const] : []
      return address('/docket', [...chosen, ...order, ...later])
    },
  })
  const three = (random: Random) => some(FILTERS, 3, random)
  const words = (random: Random) => [BY_WORDS, ...some(BY_CODES, 2, random)]
  const docketOf = (who: string, role: Role) => [
    filtered(`docket of ${who}: three filters`, role, three, false),
    filtered(`docket of ${who}: three filters, later page`, role, three, true),
    filtered(`docket of ${who}: words and two filters`, role, words, false),
  ]
  const plain = (name: string, role: Role, path: string): DocketQuery => ({
    name,
    role,
    path: () => address(path, [LIMIT]),
  })
  const ordered = (sort: (typeof SORTS)[number]): DocketQuery => ({
    name: `docket of staff: ordered by ${sort}`,
    role: 'STAFF_PROPOSAL',
    path: (random) =>
      address('/docket', [
        ['sort', sort],
        ['direction', among(DIRECTIONS, random)],
        LIMIT,
        ...(random() < 0.5 ? [['cursor', somewhere(sort, world, random)] as const] : []),
      ]),
  })
  return [
    ...docketOf('staff', 'STAFF_PROPOSAL'),
    ...docketOf('a member', 'MEMBER'),
    ...docketOf('a unit', 'UNIT_HANDLER'),
    ...SORTS.map(ordered),
    plain('docket of a member: first page', 'MEMBER', '/docket'),
    plain('docket of a unit: first page', 'UNIT_HANDLER', '/docket'),
    {
      name: 'docket of staff: words alone',
      role: 'STAFF_PROPOSAL',
      path: (random) => address('/docket', [['text', among(WORDS, random)], LIMIT]),
    },
    plain('inbox of a unit', 'UNIT_HANDLER', '/inbox'),
    plain('proposals of a member', 'MEMBER', '/mine'),
    plain('to-do of the proposal office', 'STAFF_PROPOSAL', '/to-do'),
    plain('to-do of the supervision office', 'SUPERVISION_OFFICE', '/to-do'),
    plain('to-do of a unit', 'UNIT_LEADER', '/to-do'),
    plain('to-do of a member', 'MEMBER', '/to-do'),
  ]
}
