import type { CommitteeId } from '@lianxie/contracts'
import type { FileRef, LedgerView } from '@lianxie/joint-protocol'
import type { OwnResult } from './proposal-result.ts'
import type { OwnLevelReport } from './supervision-level.ts'

/** What a draft is made from, beside the command: the compact as this side sees it, and its own data. */
export interface DraftFacts {
  own: CommitteeId
  now: Date
  ledger: LedgerView
  /** The adopted items of the own annual plan and the active units of the own directory, as far as the command names them. */
  planItem?: { id: string; title: string } | undefined
  unit?: { id: string; name: string } | undefined
  /** The own result of the joint proposal that the command names. */
  ownResult?: OwnResult | undefined
  /** The last report that supervision approved of the own project of the template that the command names. */
  ownLevelReport?: OwnLevelReport | undefined
  /** 公开文本 that the command gives. */
  publicText?: { text: string; sha256: string } | undefined
  /** The files that the command names, as this side keeps them. */
  files: FileRef[]
  /** The default deadline of the decision, by the committee's rules. */
  deadlineOf(kind: 'topic' | 'record'): string
}
