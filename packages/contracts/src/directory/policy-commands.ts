import { z } from 'zod'
import { command } from '../define.ts'
import { LocalDate } from '../primitives.ts'
import { Reason } from './parts.ts'

/** A rule's key, such as `consult.noticeDue`, and the value that it shall have. */
const PolicyChanges = z.record(
  z
    .string()
    .max(80)
    .regex(/^[a-z]+\.[a-z][A-Za-z]*$/),
  z.json(),
)

export const PolicyVersion = z.int().min(0).max(100_000)

export const DraftPolicy = command(
  'directory.draft-policy',
  { zh: '拟订本地规则的新版本', en: 'Draft the next version of the local rules' },
  {
    changes: PolicyChanges.refine((changes) => Object.keys(changes).length > 0 && Object.keys(changes).length <= 100),
    effectiveFrom: LocalDate,
    reason: Reason,
  },
)

export const ApprovePolicy = command(
  'directory.approve-policy',
  { zh: '批准本地规则；拟订人不得批准', en: 'Approve a draft of the local rules; never by whoever drafted it' },
  { version: PolicyVersion },
)

export const RejectPolicy = command(
  'directory.reject-policy',
  { zh: '退回本地规则草案', en: 'Turn down a draft of the local rules, or withdraw the own' },
  { version: PolicyVersion },
)
