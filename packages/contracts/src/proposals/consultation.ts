import { command, event } from '../define.ts'
import { Id, LocalDate, text } from '../primitives.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const session = { proposalId: Id, sessionId: Id }

export const LinkSession = command(
  'proposals.link-session',
  { zh: '关联协商会议', en: 'Says that a consultation session is about a filed proposal' },
  session,
)
export const UnlinkSession = command(
  'proposals.unlink-session',
  { zh: '取消关联协商会议', en: 'A session that was not held yet is not about this proposal after all' },
  { ...session, reason: text(500) },
)
export const RecordConsultation = command(
  'proposals.record-consultation',
  { zh: '登记提案办理协商', en: 'A session about a proposal was held' },
  { ...session, heldOn: LocalDate },
)

export const SessionLinked = event(
  'proposals.session-linked',
  1,
  { zh: '已关联协商会议', en: 'A consultation session is about a proposal', ...about },
  session,
)
export const SessionUnlinked = event(
  'proposals.session-unlinked',
  1,
  { zh: '已取消关联协商会议', en: 'A session is not about this proposal', ...about },
  session,
)
export const ProposalConsulted = event(
  'proposals.proposal-consulted',
  1,
  { zh: '已就提案办理开展协商', en: 'A session about a proposal was held', ...about },
  { ...session, heldOn: LocalDate },
)
