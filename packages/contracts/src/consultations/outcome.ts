import { z } from 'zod'
import { Id, text } from '../primitives.ts'

/** 成果形式: 建议案, 专报, 调研报告, 纪要. */
export const OutcomeKind = z
  .enum(['RECOMMENDATION', 'SPECIAL_REPORT', 'RESEARCH_REPORT', 'MINUTES'])
  .meta({ id: 'OutcomeKind' })
export type OutcomeKind = z.infer<typeof OutcomeKind>

/** 成果状态: from the draft to the end of tracking (成果跟踪问效). */
export const OutcomeState = z
  .enum([
    'DRAFTED', // 起草
    'APPROVED', // 主席会议或常委会审议通过
    'SUBMITTED', // 党组报送
    'INSTRUCTED', // 领导批示
    'ANSWERED', // 全部建议已反馈
    'IMPLEMENTED', // 采纳的建议已落实
    'TRACKED', // 跟踪结果已报告
    'CLOSED', // 办结
    'WITHDRAWN', // 撤回
  ])
  .meta({ id: 'OutcomeState' })
export type OutcomeState = z.infer<typeof OutcomeState>

/** 采纳情况. */
export const Adoption = z.enum(['ADOPTED', 'PARTLY_ADOPTED', 'NOT_ADOPTED']).meta({ id: 'Adoption' })
export type Adoption = z.infer<typeof Adoption>

/** 审议机构: who approves an outcome. */
export const ApprovingMeeting = z.enum(['CHAIRPERSONS_MEETING', 'STANDING_COMMITTEE']).meta({ id: 'ApprovingMeeting' })
export type ApprovingMeeting = z.infer<typeof ApprovingMeeting>

/** 报送对象. */
export const Recipient = z
  .enum(['PARTY_COMMITTEE', 'GOVERNMENT', 'CONGRESS', 'UPPER_CPPCC'])
  .meta({ id: 'OutcomeRecipient' })
export type Recipient = z.infer<typeof Recipient>

/** 意见建议: one suggestion of an outcome as drafted, with the unit that it is meant for where that is known. */
export const SuggestionDraft = z
  .strictObject({ text: text(2000), unitId: Id.optional() })
  .meta({ id: 'SuggestionDraft' })
