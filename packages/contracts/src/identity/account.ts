import { z } from 'zod'
import { Id, line } from '../primitives.ts'
import { Role } from '../roles.ts'

/** 用户名: what a person types to sign in. It is data of the identity service alone and in no event. */
export const UserName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/)
  .meta({ id: 'UserName', description: '3 to 40 letters, digits, dots, dashes; not told apart by case' })

export const AccountState = z.enum(['ACTIVE', 'STOPPED']).meta({ id: 'AccountState' })
export type AccountState = z.infer<typeof AccountState>

/** 授权状态: proposed by one person, in force when another has approved it. */
export const RoleGrantState = z
  .enum([
    'PROPOSED', // 待批准
    'ACTIVE', // 有效
    'ENDED', // 已结束
  ])
  .meta({ id: 'RoleGrantState' })
export type RoleGrantState = z.infer<typeof RoleGrantState>

/** 结束原因 */
export const RoleEnding = z
  .enum([
    'WITHDRAWN', // 未批准
    'DECIDED', // 收回
    'EXPIRED', // 到期
    'LEFT', // 离任
  ])
  .meta({ id: 'RoleEnding' })
export type RoleEnding = z.infer<typeof RoleEnding>

/** The roles that a person can be given. `PUBLIC` is nobody, `SYSTEM` a service. */
export const GrantableRole = Role.exclude(['PUBLIC', 'SYSTEM']).meta({ id: 'GrantableRole' })
export type GrantableRole = z.infer<typeof GrantableRole>

/** 须二次验证的角色: nobody acts in them without a second factor. */
export const SECOND_FACTOR_ROLES: readonly Role[] = ['CHAIR', 'OPS']

/** The roles in which one acts as a member, for units, and for bodies. */
export const MEMBER_ROLES: readonly Role[] = ['MEMBER', 'DEPUTY']
export const UNIT_ROLES: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE']
export const BODY_ROLES: readonly Role[] = ['GROUP_CLERK', 'VENUE_MANAGER']

/** 服务账号可用角色: no service account decides anything. */
export const ServiceRole = z.enum(['ANALYST', 'AUDITOR']).meta({ id: 'ServiceRole' })

/** 权限范围: a context and what may be done there, `proposals:read`. */
export const Scope = z
  .string()
  .regex(/^(directory|consultations|proposals|supervision|joint|identity|ops):(read|write)$/)
  .meta({ id: 'Scope' })

export const Reason = line(300)

/** Ids without a repetition, one at least. */
export const someIds = (max: number) =>
  z
    .array(Id)
    .min(1)
    .max(max)
    .refine((ids) => new Set(ids).size === ids.length)
