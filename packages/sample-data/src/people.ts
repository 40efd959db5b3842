import { CommitteeId, directory, Role } from '@lianxie/contracts'
import { z } from 'zod'
import membersData from '../data/members.json' with { type: 'json' }
import staffData from '../data/staff.json' with { type: 'json' }

/** 委员: a person made up for the sample, with an address of the reserved domain `.example`. */
export const Member = z.strictObject({
  id: z.string(),
  committee: CommitteeId,
  name: z.string(),
  /** The slug of a sector. */
  sector: z.string(),
  posts: z.array(directory.Post),
  email: z.email().endsWith('.example'),
  synthetic: z.literal(true),
  bodies: z.array(z.string()).min(1),
})
export type Member = z.infer<typeof Member>

/** 工作人员: a made-up person with one role; those of a unit name it as their body, a chair names the member. */
export const Staff = z.strictObject({
  id: z.string(),
  committee: CommitteeId,
  name: z.string(),
  role: Role,
  body: z.string(),
  label: z.string(),
  member: z.string().optional(),
  email: z.email().endsWith('.example'),
  synthetic: z.literal(true),
})
export type Staff = z.infer<typeof Staff>

export const members: readonly Member[] = z.array(Member).parse(membersData)
export const staff: readonly Staff[] = z.array(Staff).parse(staffData)

export const membersOf = (committee: CommitteeId): Member[] => members.filter((one) => one.committee === committee)
export const staffOf = (committee: CommitteeId): Staff[] => staff.filter((one) => one.committee === committee)
