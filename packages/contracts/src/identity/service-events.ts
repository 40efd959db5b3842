import { z } from 'zod'
import { event } from '../define.ts'
import { Id, Instant, line, LocalDate } from '../primitives.ts'
import { Scope, ServiceRole } from './account.ts'

const about = { aggregate: 'service-account', key: 'serviceAccountId' } as const
const serviceAccountId = Id

export const ServiceAccountRegistered = event(
  'identity.service-account-registered',
  1,
  { zh: '服务账号已登记', en: 'An account for a program was registered', ...about },
  { serviceAccountId, label: line(60), role: ServiceRole, scopes: z.array(Scope).min(1).max(20), untilOn: LocalDate },
)

export const ServiceAccountApproved = event(
  'identity.service-account-approved',
  1,
  { zh: '服务账号已批准', en: 'An account for a program was approved by a second person', ...about },
  { serviceAccountId },
)

export const ServiceSecretRenewed = event(
  'identity.service-secret-renewed',
  1,
  { zh: '服务账号密钥已更换', en: 'The secret of a service account was taken away', ...about },
  { serviceAccountId, handoutId: Id },
)

export const ServiceAccountStopped = event(
  'identity.service-account-stopped',
  1,
  { zh: '服务账号已停用', en: 'A service account was stopped; tokens issued until then are void', ...about },
  { serviceAccountId, stoppedAt: Instant },
)
