import type { notices as n } from '@lianxie/contracts'
import { addDays, shanghaiDate } from '@lianxie/policy'
import { SENTENCES } from './sentences.ts'

/** A notice as it is told outside: its kind, its day, and where to read it. */
export interface Told {
  kind: n.NoticeKind
  dueAt: Date | null
  /** Absent for the committee's robots. */
  noticeId: string | null
  role: string | null
}

export interface Letter {
  subject: string
  text: string
}

/** What one mail lists; the rest is counted, and stands on the page. */
const MOST_LISTED = 200

/** 通知邮件: one notice, or the digest of several. */
export function letterOf(told: readonly Told[], publicUrl: string): Letter {
  const [first] = told
  if (!first) throw new Error('expected a letter to tell something')
  const subject = told.length === 1 ? SENTENCES[first.kind].zh : `${told.length} 条通知`
  const left = told.length - MOST_LISTED
  const lines = told
    .slice(0, MOST_LISTED)
    .flatMap((one) => [`· ${sentenceOf(one)}`, `  ${SENTENCES[one.kind].en}`, `  ${placeOf(one, publicUrl)}`, ''])
  return {
    subject: `【联协】${subject}`,
    text: [
      ...lines,
      ...(left > 0 ? [`· 另有 ${left} 条`, `  ${left} more`, `  ${listOf(first, publicUrl)}`, ''] : []),
      '请登录后查看详情。本邮件由系统自动发出，不含具体内容，请勿回复。',
      'Sign in to read more. This mail was sent by a machine and is not read when answered.',
      '',
      `通知设置 What is sent: ${choicesOf(first, publicUrl)}`,
      '',
    ].join('\n'),
  }
}

/** 验证码邮件. */
export function codeLetter(code: string): Letter {
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`
  return {
    subject: '【联协】接收邮箱验证码',
    text: [
      `验证码：${shown}`,
      '三十分钟内在“通知设置”页填写。若非本人操作，请忽略本邮件。',
      '',
      `The code is ${shown}. Enter it on the page of your notice settings within half an hour.`,
      'If you did not ask for it, there is nothing to do.',
      '',
    ].join('\n'),
  }
}

/** 消息长度: what a robot takes at most, in bytes of UTF-8; one that is longer is refused as a whole. */
export const CHAT_BYTES: Readonly<Record<n.RobotVendor, number>> = { WECOM: 4_096, DINGTALK: 20_000 }

/** 群消息, in the Markdown that both vendors read: whole lines as far as they fit, and how much there is besides. */
export function chatOf(
  told: readonly Told[],
  publicUrl: string,
  vendor: n.RobotVendor,
): { title: string; markdown: string } {
  const counted = Map.groupBy(told, (one) => sentenceOf(one))
  const lines = [...counted].map(([sentence, all]) => {
    const times = all.length > 1 ? `（${all.length} 项）` : ''
    return { line: `- ${sentence}${times} [查看](${placeOf(all[0]!, publicUrl)})`, items: all.length }
  })
  const messageOf = (shown: number) => {
    const left = lines.slice(shown).reduce((sum, { items }) => sum + items, 0)
    const rest = left > 0 ? [`- 另有 ${left} 项 [查看](${listOf(told[0]!, publicUrl)})`] : []
    return ['**联协通知**', '', ...lines.slice(0, shown).map(({ line }) => line), ...rest].join('\n')
  }
  let shown = lines.length
  while (shown > 0 && Buffer.byteLength(messageOf(shown)) > CHAT_BYTES[vendor]) shown -= 1
  return { title: '联协通知', markdown: messageOf(shown) }
}

/** 问候: a robot says that it is there. */
export const helloOf = (publicUrl: string): { title: string; markdown: string } => ({
  title: '联协通知',
  markdown: `**联协通知**\n\n- 群机器人已接入，今后的通知将发到这里 [查看设置](${publicUrl}/notices/choices)`,
})

function sentenceOf({ kind, dueAt }: Told): string {
  return dueAt === null ? SENTENCES[kind].zh : `${SENTENCES[kind].zh}（截止 ${lastDayOf(dueAt)}）`
}

/** A deadline is 24:00 of its last day, or an hour of a day. */
function lastDayOf(due: Date): string {
  const day = shanghaiDate(due)
  return shanghaiDate(new Date(due.getTime() - 1)) === day ? day : addDays(day, -1)
}

const MEMBERS = ['MEMBER', 'DEPUTY']

const listOf = ({ role }: Pick<Told, 'role'>, publicUrl: string): string =>
  `${publicUrl}${MEMBERS.includes(role ?? '') ? '/m/messages' : '/notices'}`

const placeOf = (one: Told, publicUrl: string): string =>
  one.noticeId === null ? `${publicUrl}/notices` : `${listOf(one, publicUrl)}/${one.noticeId}`

export const choicesOf = (one: Pick<Told, 'role'>, publicUrl: string): string => `${listOf(one, publicUrl)}/choices`
