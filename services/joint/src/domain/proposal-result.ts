import { type CommitteeId, type proposals, Refusal } from '@lianxie/contracts'
import type { LedgerView, ProposalResultView } from '@lianxie/joint-protocol'

/** 本方办理结果: all that may cross of an own reply to a joint proposal. */
export interface OwnResult {
  jointKey: string
  resultClass: proposals.ResultClass
  repliedOn: string
  round: number
}

/** What leaves of an own result: the four fields, and not the row that they come from. */
export const bodyOf = ({ jointKey, resultClass, repliedOn, round }: OwnResult) =>
  ({ act: 'proposal-result', jointKey, resultClass, repliedOn, round }) as const

/** Whether every member has been told this very result; one that joined since the author told it has not. */
export const isPublished = (
  result: OwnResult,
  told: ProposalResultView | undefined,
  members: readonly CommitteeId[],
): boolean =>
  told !== undefined && isSame(told.body, result) && members.every((member) => told.readers.includes(member))

/**
 * A result is told once, as it stands: refuses `result.published` for what every side knows, `result.superseded` for what
 * is older than what they were told.
 */
export function requireUnpublished(result: OwnResult, ledger: LedgerView, own: CommitteeId): void {
  const told = ledger.proposalResults().find(({ side, body }) => side === own && body.jointKey === result.jointKey)
  if (told && isOlder(result, told.body))
    throw new Refusal('result.superseded', { field: 'jointKey', round: told.body.round })
  if (isPublished(result, told, ledger.compactView().members))
    throw new Refusal('result.published', { field: 'jointKey' })
}

/** What was prepared is let go only while it is the own result still; refuses `result.superseded`. */
export function requireCurrent(prepared: OwnResult, current: OwnResult | undefined): void {
  if (!current || !isSame(prepared, current)) throw new Refusal('result.superseded', { field: 'draftId' })
}

const isSame = (a: OwnResult, b: OwnResult): boolean =>
  a.resultClass === b.resultClass && a.repliedOn === b.repliedOn && a.round === b.round

const isOlder = (a: OwnResult, b: OwnResult): boolean =>
  a.round < b.round || (a.round === b.round && a.repliedOn < b.repliedOn)
