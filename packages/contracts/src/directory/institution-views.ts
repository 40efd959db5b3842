import { z } from 'zod'
import { query } from '../define.ts'
import { CommitteeId, Id, line, LocalDate, page, pageParams } from '../primitives.ts'
import { committeeFacts } from './institution-commands.ts'
import { BodyKind, FormerName, TermNumber, UnitKind, UnitSide } from './parts.ts'

const search = line(60).optional()
const direction = z.enum(['asc', 'desc']).default('asc')

export const CommitteeView = z
  .strictObject({ committeeId: CommitteeId, own: z.boolean(), ...committeeFacts })
  .meta({ id: 'CommitteeView' })

export const Committees = query(
  'directory.committees',
  '/committees',
  { zh: '本会与伙伴委员会', en: 'The own and the known partner committees' },
  { search, ...pageParams },
  page(CommitteeView),
)

export const BodyView = z
  .strictObject({
    bodyId: Id,
    bodyKind: BodyKind,
    name: line(100),
    shortName: line(40).optional(),
    parentId: Id.optional(),
    termNumber: TermNumber.optional(),
    formedOn: LocalDate,
    dissolvedOn: LocalDate.optional(),
    /** How many members hold a post in it now. */
    members: z.int().nonnegative(),
  })
  .meta({ id: 'BodyView' })

export const Bodies = query(
  'directory.bodies',
  '/bodies',
  { zh: '机构列表', en: 'Bodies' },
  {
    search,
    bodyKind: BodyKind.optional(),
    parentId: Id.optional(),
    state: z.enum(['active', 'dissolved', 'all']).default('active'),
    sort: z.enum(['name', 'formedOn', 'members']).default('name'),
    direction,
    ...pageParams,
  },
  page(BodyView),
)

export const Body = query(
  'directory.body',
  '/bodies/:bodyId',
  { zh: '机构详情', en: 'One body with its former names' },
  { bodyId: Id },
  BodyView.extend({ version: z.int(), formerNames: z.array(FormerName) }),
)

export const SectorView = z
  .strictObject({
    sectorId: Id,
    name: line(60),
    activityGroup: line(60).optional(),
    definedOn: LocalDate,
    retiredOn: LocalDate.optional(),
    /** How many sit for it now. */
    members: z.int().nonnegative(),
  })
  .meta({ id: 'SectorView' })

export const Sectors = query(
  'directory.sectors',
  '/sectors',
  { zh: '界别列表', en: 'Sectors' },
  {
    search,
    state: z.enum(['active', 'retired', 'all']).default('active'),
    sort: z.enum(['name', 'definedOn', 'members']).default('name'),
    direction,
    ...pageParams,
  },
  page(SectorView),
)

export const UnitView = z
  .strictObject({
    unitId: Id,
    name: line(100),
    shortName: line(40).optional(),
    unitKind: UnitKind,
    side: UnitSide,
    superiorId: Id.optional(),
    duties: z.array(z.string()),
    registeredOn: LocalDate,
    state: z.enum(['active', 'merged', 'closed']),
    endedOn: LocalDate.optional(),
    mergedIntoId: Id.optional(),
  })
  .meta({ id: 'UnitView' })

export const Units = query(
  'directory.units',
  '/units',
  { zh: '承办单位列表；可按名称、曾用名和职责检索', en: 'Units; the search looks into names, former names and duties' },
  {
    search,
    unitKind: UnitKind.optional(),
    side: UnitSide.optional(),
    state: z.enum(['active', 'ended', 'all']).default('active'),
    sort: z.enum(['name', 'registeredOn']).default('name'),
    direction,
    ...pageParams,
  },
  page(UnitView),
)

export const Unit = query(
  'directory.unit',
  '/units/:unitId',
  { zh: '单位详情', en: 'One unit with its former names and the units that became part of it' },
  { unitId: Id },
  UnitView.extend({ version: z.int(), formerNames: z.array(FormerName), mergedIds: z.array(Id) }),
)
