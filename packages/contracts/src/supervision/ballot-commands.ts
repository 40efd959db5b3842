import { command } from '../define.ts'
import { Id, line } from '../primitives.ts'
import { BallotQuestions, BlindedToken } from './ballot.ts'
import { distinctIds, Reason } from './supervision.ts'

const ballotId = Id

export const OpenBallot = command(
  'supervision.open-ballot',
  { zh: '开始发票', en: 'Opens a secret ballot: those entitled who are present take a token each' },
  {
    title: line(100),
    /** 民主评议: whose units and items are voted on, instead of questions. */
    subjectId: Id.optional(),
    questions: BallotQuestions.optional(),
    /** 应到委员: who may vote. */
    memberIds: distinctIds(2000).min(1),
  },
)
export const IssueToken = command(
  'supervision.issue-token',
  { zh: '领取选票', en: 'Signs the blinded token of a member who is entitled and present; one a member' },
  { ballotId, blinded: BlindedToken },
)
export const BeginCasting = command(
  'supervision.begin-casting',
  { zh: '开始投票', en: 'Ends the issue of tokens, destroys the key, and opens the ballot box' },
  { ballotId },
)
export const CloseBallot = command(
  'supervision.close-ballot',
  { zh: '结束投票并计票', en: 'Closes the ballot box and counts' },
  { ballotId },
)
export const CancelBallot = command(
  'supervision.cancel-ballot',
  { zh: '取消投票', en: 'Cancels a ballot; what was cast is destroyed and not counted' },
  { ballotId, reason: Reason },
)
