import type { CommandOf, notices as n } from '@lianxie/contracts'
import { sendAt, type SendingTimes } from './send-at.ts'

/** What somebody who is told has chosen, as far as they can be reached at all. */
export interface Reachable extends SendingTimes {
  accountId: string
  muted: readonly { way: n.NoticeWay; kind: n.NoticeKind }[]
  hasMail: boolean
  robotId: string | null
}

export interface PlannedDelivery {
  way: n.NoticeWay
  accountId: string | null
  robotId: string | null
  noticeId: string | null
  at: Date
  /** Parts of one digest bear the same name. */
  digest?: string
}

/** What is older than this when it is heard of stays on the page alone. */
const FRESH_MS = 3 * 86_400_000

/** 发送计划: for each who is told, each way that they did not turn off; and once to each robot of the committee. */
export function planDeliveries(
  { kind, happenedAt, forOffice }: Pick<CommandOf<typeof n.RaiseNotices>, 'kind' | 'happenedAt' | 'forOffice'>,
  told: readonly { accountId: string; noticeId: string }[],
  { people, officeRobots }: { people: readonly Reachable[]; officeRobots: readonly string[] },
  now: Date,
): PlannedDelivery[] {
  if (now.getTime() - Date.parse(happenedAt) > FRESH_MS) return []
  const noticeOf = new Map(told.map(({ accountId, noticeId }) => [accountId, noticeId]))
  const toPeople = people.flatMap((person) => {
    const { accountId, robotId } = person
    const noticeId = noticeOf.get(accountId)
    if (noticeId === undefined) return []
    const isMuted = (way: n.NoticeWay) => person.muted.some((one) => one.way === way && one.kind === kind)
    const byMail = person.hasMail && !isMuted('MAIL') ? [byMailOf(person, noticeId, now)] : []
    const { at } = sendAt(now, { ...person, digestAt: null })
    const byRobot =
      robotId !== null && !isMuted('ROBOT') ? [{ way: 'ROBOT' as const, accountId, robotId, noticeId, at }] : []
    return [...byMail, ...byRobot]
  })
  const toOffice = forOffice
    ? officeRobots.map((robotId) => ({ way: 'ROBOT' as const, accountId: null, robotId, noticeId: null, at: now }))
    : []
  return [...toPeople, ...toOffice]
}

/** The daily digest is one of mails: a chat is for what is new. */
function byMailOf(person: Reachable, noticeId: string, now: Date): PlannedDelivery {
  const { at, isDigest } = sendAt(now, person)
  const { accountId } = person
  return {
    way: 'MAIL',
    accountId,
    robotId: null,
    noticeId,
    at,
    ...(isDigest && { digest: `${accountId} ${at.toISOString()}` }),
  }
}
