import { command } from '../define.ts'
import { Id, line, LocalDate } from '../primitives.ts'
import { Reason, Scope, ServiceRole } from './account.ts'
import { z } from 'zod'

export const RegisterServiceAccount = command(
  'identity.register-service-account',
  { zh: '登记服务账号', en: 'Registers an account for a program, with its scopes and an end' },
  {
    /** What it is for, `annual-report`; no person. */
    label: line(60),
    role: ServiceRole,
    scopes: z
      .array(Scope)
      .min(1)
      .max(20)
      .refine((all) => new Set(all).size === all.length),
    untilOn: LocalDate,
    reason: Reason,
  },
)

export const ApproveServiceAccount = command(
  'identity.approve-service-account',
  { zh: '批准服务账号（须由另一人）', en: 'Approves a service account; whoever registered it may not' },
  { serviceAccountId: Id },
)

export const RenewServiceSecret = command(
  'identity.renew-service-secret',
  { zh: '更换服务账号密钥，另行下载一次', en: 'Takes the secret away; a new one can be taken once' },
  { serviceAccountId: Id },
)

export const StopServiceAccount = command(
  'identity.stop-service-account',
  { zh: '停用服务账号', en: 'Stops a service account for good' },
  { serviceAccountId: Id, reason: Reason },
)
