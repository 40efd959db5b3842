import type { Answer } from '@lianxie/service-kit'
import { commitmentDetail, commitmentList } from './commitment-list.ts'
import { outcomeDetail, outcomeInstructions } from './outcome-detail.ts'
import { outcomeList } from './outcome-list.ts'
import { researchGroup, researchGroups } from './research-groups.ts'
import { sessionDetail, sessionHistory } from './session-detail.ts'
import { sessionFloor } from './session-floor.ts'
import { sessionInvitations } from './session-invitations.ts'
import { sessionList } from './session-list.ts'
import { sessionMinutes } from './session-minutes.ts'
import { sessionCheckInCode, sessionParticipants } from './session-participants.ts'
import { trackingTasks } from './tracking-tasks.ts'

/** What can be read of sessions, promises, research and outcomes. */
export const sessionAnswers: Answer<any, any>[] = [
  sessionList,
  sessionDetail,
  sessionHistory,
  sessionParticipants,
  sessionCheckInCode,
  sessionFloor,
  sessionMinutes,
  sessionInvitations,
  commitmentList,
  commitmentDetail,
  trackingTasks,
  researchGroups,
  researchGroup,
  outcomeList,
  outcomeDetail,
  outcomeInstructions,
]
