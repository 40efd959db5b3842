import { Id, LocalDate, supervision as c } from '@lianxie/contracts'
import { endOfDay } from '@lianxie/policy'
import { defineJob, type JobDefinition, schedule, type Tx } from '@lianxie/service-kit'
import { z } from 'zod'

/** 任期届满: when the last day of a term is over; the command looks whether the term is still the same. */
const lapseGroup = defineJob(
  'supervision.lapse-group',
  z.strictObject({ groupId: Id, until: LocalDate }),
  (_tx, { groupId, until }, context) => context.execute(c.LapseGroup, { groupId, ifUntil: until }),
)

export const groupJobs: JobDefinition[] = [lapseGroup]

/** Plans the end of a term, in place of the one that was planned before. */
export const planTermEnd = (tx: Tx<any>, groupId: string, until: LocalDate): Promise<void> =>
  schedule(tx, lapseGroup, { groupId, until }, { at: new Date(endOfDay(until)), key: groupId })
