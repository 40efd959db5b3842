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

/** 通知邮件: one notice, or the digest of several. */
export function letterOf(told: readonly Told[], publicUrl: string): Letter {
  const [first] = told
  if (!first) throw new Error('expected a letter to tell something')
  const subject = told.length === 1 ? SENTENCES[first.kind].zh : `${told.length} 条通知`
  const lines = told.flatMap((one) => [
    `· ${sentenceOf(one)}`,
    `  ${SENTENCES[one.kind].en}`,
    `  ${placeOf(one, publicUrl)}`,
    '',
  ])
  return {
    subject: `【联协】${subject}`,
    text: [
      ...lines,
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

/** 群消息, in the Markdown that both vendors read. */
export function chatOf(told: readonly Told[], publicUrl: string): { title: string; markdown: string } {
  const counted = Map.groupBy(told, (one) => sentenceOf(one))
  const lines = [...counted].map(([sentence, all]) => {
    const times = all.length > 1 ? `（${all.length} 项）` : ''
    return `- ${sentence}${times} [查看](${placeOf(all[0]!, publicUrl)})`
  })
  return { title: '联协通知', markdown: ['**联协通知**', '', ...lines].join('\n') }
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

function placeOf({ noticeId, role }: Told, publicUrl: string): string {
  if (noticeId === null) return `${publicUrl}/notices`
  return `${publicUrl}${MEMBERS.includes(role ?? '') ? '/m/messages' : '/notices'}/${noticeId}`
}

export const choicesOf = ({ role }: Pick<Told, 'role'>, publicUrl: string): string =>
  `${publicUrl}${MEMBERS.includes(role ?? '') ? '/m/messages' : '/notices'}/choices`
