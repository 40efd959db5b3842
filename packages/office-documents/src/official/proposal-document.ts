import { chineseDay } from './chinese-day.ts'
import type { Block, FormField, OfficialDocument } from './official-document.ts'

/** Who makes a proposal, as the form shows it. */
export interface Proposer {
  name: string
  /** 界别 */
  sector?: string
}

/** 提案: what the printed form of a proposal shows. All texts are in their final words. */
export interface ProposalData {
  /** 政协湖州市吴兴区第五届委员会 */
  committee: string
  /** 第一次会议; absent for a proposal between the sessions. */
  session?: string
  /** 案号, as 第23号; a proposal that is not filed has none. */
  number?: string
  /** 流水号, given at submission. */
  receipt?: string
  /** 案由 */
  subject: string
  /** Whose proposal it is: a member's, with those who signed with him (联名), or a collective's (集体提案). */
  by:
    | { kind: 'members'; lead: Proposer; joint?: readonly Proposer[] }
    | { kind: 'collective'; name: string; sector?: string; convenor?: string }
  /** 类别 */
  category?: string
  submittedOn?: string
  /** 情况与问题 */
  problem: string
  /** 分析 */
  analysis?: string
  /** 建议 */
  suggestions: readonly string[]
  /** 审查意见; absent it leaves the room to write one. */
  review?: { opinion: string; by?: string; on?: string }
  /** 承办单位, each in its role, as 主办. */
  units?: readonly { role: string; name: string }[]
}

/** 提案表: the form of a proposal. */
export function proposalDocument(data: ProposalData): OfficialDocument {
  return {
    title: `${data.committee}${data.session ?? ''}\n提　案`,
    body: [
      { kind: 'form', rows: particulars(data) },
      ...part('情况与问题', data.problem),
      ...part('分析', data.analysis ?? ''),
      ...part('建议', numbered(data.suggestions)),
      { kind: 'form', rows: handling(data) },
    ],
  }
}

function particulars({ number, receipt, subject, by, category, submittedOn }: ProposalData): FormField[][] {
  const field = (name: string, value = ''): FormField => ({ name, value })
  return [
    [field('案号', number), field('流水号', receipt)],
    [field('案由', subject)],
    ...proposers(by),
    [field('类别', category), field('提交日期', submittedOn && chineseDay(submittedOn))],
  ]
}

function proposers(by: ProposalData['by']): FormField[][] {
  if (by.kind === 'collective') {
    const also = [
      by.sector === undefined ? [] : [{ name: '界别', value: by.sector }],
      by.convenor === undefined ? [] : [{ name: '召集人', value: by.convenor }],
    ].flat()
    return [[{ name: '提案单位', value: by.name }], ...(also.length > 0 ? [also] : [])]
  }
  const { lead, joint = [] } = by
  const first = [
    { name: joint.length > 0 ? '第一提案人' : '提案人', value: lead.name },
    { name: '界别', value: lead.sector ?? '' },
  ]
  const names = joint.map(({ name, sector }) => (sector === undefined ? name : `${name}（${sector}）`))
  return joint.length > 0 ? [first, [{ name: '联名人', value: names.join('、') }]] : [first]
}

function handling({ review, units = [] }: ProposalData): FormField[][] {
  const signed = [review?.by, review?.on && chineseDay(review.on)].filter((part) => part !== undefined).join('　')
  const opinion = [review?.opinion, signed].filter((part) => part !== undefined && part !== '').join('\n')
  return [
    [{ name: '审查意见', value: opinion, lines: 3 }],
    [{ name: '承办单位', value: units.map(({ role, name }) => `${role}：${name}`).join('\n'), lines: 2 }],
  ]
}

const part = (heading: string, text: string): Block[] =>
  text.trim() === ''
    ? []
    : [
        { kind: 'heading', text: heading },
        { kind: 'text', text },
      ]

/** Several suggestions are counted, unless their writer did. */
function numbered(suggestions: readonly string[]): string {
  const counted = suggestions.every((text) => /^\s*(?:\d|[（(]?[一二三四五六七八九十])/u.test(text))
  if (suggestions.length < 2 || counted) return suggestions.join('\n')
  return suggestions.map((text, at) => `${at + 1}.${text.trim()}`).join('\n')
}
