import { CommitteeId, LocalDate } from '@lianxie/contracts'
import { z } from 'zod'
import groupsData from '../data/supervision-groups.json' with { type: 'json' }

/**
 * 监督小组 of 江阴 in 2022. Its report counts 17 resident and 4 topical groups and names none: which department each is posted
 * to, their topics and terms are made up. `team` is the number by which the made-up facts of the year call a group.
 */
export const SupervisionGroup = z
  .strictObject({
    id: z.string(),
    committee: CommitteeId,
    kind: z.enum(['RESIDENT', 'TOPICAL']),
    team: z.int().positive(),
    name: z.string(),
    /** 派驻部门 of a resident one. */
    unit: z.string().optional(),
    topic: z.string().optional(),
    fromOn: LocalDate,
    untilOn: LocalDate,
    synthetic: z.literal(true),
  })
  .refine(({ kind, unit, topic }) => (kind === 'RESIDENT' ? unit && !topic : topic && !unit))
export type SupervisionGroup = z.infer<typeof SupervisionGroup>

export const supervisionGroups: readonly SupervisionGroup[] = z.array(SupervisionGroup).parse(groupsData)
