import { type CommandOf, directory } from '@lianxie/contracts'

/** A unit of the load, as the generator knows it from the answers to its commands. */
export interface LoadUnit {
  id: string
  name: string
  version: number
  /** What the latest accepted command wrote, and what the projection has to show. */
  mark: string
}

const facts = {
  unitKind: 'HANDLING_UNIT',
  side: 'GOVERNMENT',
  duties: ['城乡规划的编制与实施', '国土空间用途管制', '自然资源调查监测与确权登记'],
} as const

/** 登记承办单位, the `index`-th of the load. */
export const registration = (index: number): CommandOf<typeof directory.RegisterUnit> => ({
  ...facts,
  duties: [...facts.duties],
  name: `测试承办单位${index}`,
  shortName: markOf(index),
  registeredOn: '2022-01-01',
})

/** 单位变更: the same unit under another short name, which is the mark that the projection is asked for. */
export const change = ({ id, name }: LoadUnit, mark: string): CommandOf<typeof directory.ChangeUnit> => ({
  ...facts,
  duties: [...facts.duties],
  unitId: id,
  name,
  shortName: mark,
  effectiveOn: '2022-06-01',
  reason: '机构改革后调整简称',
})

/** A short name that no other command wrote. */
export const markOf = (number: number): string => `简称${number.toString(36)}`

export const paths = {
  register: `/directory/commands/${directory.RegisterUnit.name}`,
  change: `/directory/commands/${directory.ChangeUnit.name}`,
} as const
