import { CommitteeId, directory } from '@lianxie/contracts'
import { z } from 'zod'
import bodiesData from '../data/bodies.json' with { type: 'json' }
import committeesData from '../data/committees.json' with { type: 'json' }
import sectorsData from '../data/sectors.json' with { type: 'json' }
import unitsData from '../data/units.json' with { type: 'json' }
import { hasOneOrigin, origin } from './origin.ts'

/** 委员会: its public facts. */
export const Committee = z
  .strictObject({
    id: CommitteeId,
    institution: z.literal('cppcc'),
    shortName: z.string(),
    fullName: z.string(),
    district: z.string(),
    level: directory.CommitteeLevel,
    city: z.string(),
    province: z.string(),
    /** 行政区划代码 GB/T 2260 */
    adcode: z.string().regex(/^\d{6}$/),
    ...origin,
  })
  .refine(hasOneOrigin)
export type Committee = z.infer<typeof Committee>

/** 机构: a body of the committee, or a collective such as 各镇党委 (then `count` when it is known). */
export const Body = z
  .strictObject({
    id: z.string(),
    committee: CommitteeId,
    kind: directory.BodyKind,
    name: z.string(),
    count: z.int().positive().optional(),
    ...origin,
  })
  .refine(hasOneOrigin)
export type Body = z.infer<typeof Body>

/** 承办单位、交办机构 with the duties by which work is assigned. */
export const Unit = z
  .strictObject({
    id: z.string(),
    committee: CommitteeId,
    kind: directory.UnitKind,
    side: directory.UnitSide,
    name: z.string(),
    duties: z.array(z.string()).min(1),
    ...origin,
  })
  .refine(hasOneOrigin)
export type Unit = z.infer<typeof Unit>

/** 界别: the usual sectors; each committee of the sample has them all. */
export const Sector = z.strictObject({ slug: z.string(), name: z.string(), ...origin }).refine(hasOneOrigin)
export type Sector = z.infer<typeof Sector>

export const committees: readonly Committee[] = z.array(Committee).parse(committeesData)
export const bodies: readonly Body[] = z.array(Body).parse(bodiesData)
export const units: readonly Unit[] = z.array(Unit).parse(unitsData)
export const sectors: readonly Sector[] = z.array(Sector).parse(sectorsData)

export const bodiesOf = (committee: CommitteeId): Body[] => bodies.filter((body) => body.committee === committee)
export const unitsOf = (committee: CommitteeId): Unit[] => units.filter((unit) => unit.committee === committee)

/** 批转对象: to whom the party committee forwards the adopted plan. */
export function planRecipients(committee: CommitteeId): (Body | Unit)[] {
  const addressees = bodiesOf(committee).filter(({ kind }) => kind === 'ADDRESSEE' || kind === 'AREA')
  return [...addressees, ...unitsOf(committee)]
}

/** The committee of an id; throws when the sample has none. */
export function committeeOf(id: CommitteeId): Committee {
  const committee = committees.find((one) => one.id === id)
  if (!committee) throw new Error(`expected a committee of the sample data, got ${id}`)
  return committee
}
