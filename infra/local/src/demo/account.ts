import { dirname, join } from 'node:path'
import { committeeOf } from '@lianxie/sample-data'
import { READER } from './committee-nats.ts'
import { DEMO_ACCOUNTS } from './demo-accounts.ts'
import type { DemoResult } from './demo-run.ts'
import type { DemoPlatform } from './platform.ts'
import type { Side } from './side.ts'

const short = (id: string) => id.slice(0, 12)
const timeOf = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'medium', hour12: false })

const dayAndTimeOf = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** 账目: who did and signed what and when, what became effective, and what flowed; a later start says of when that is. */
export function accountOf(result: DemoResult, again: boolean): string {
  const nameOf = (committee: string) => committeeOf(committee).district
  const lines = [
    '',
    '── 联动协商过程 What happened ──',
    ...result.deeds.map(
      ({ at, committee, role, what, id }) =>
        `${timeOf.format(new Date(at))}  ${nameOf(committee)}\t${role.padEnd(7)} ${what}${id === undefined ? '' : `  ${short(id)}`}`,
    ),
    '',
    '── 纪要 The joint record ──',
    `机制 compact     ${short(result.compactId)}`,
    `第一版 version 1 ${short(result.versions.first)}  不同意（被修改） refused by an amendment`,
    `第二版 version 2 ${short(result.versions.second)}  生效 effective`,
    ...result.effectiveAfter.map(
      ({ committee, milliseconds }) =>
        `  ${nameOf(committee)}服务器显示生效 effective there ${milliseconds} ms 后 after the last signature`,
    ),
    ...result.linked.map(({ committee, topic }) => `  ${nameOf(committee)}计划事项 plan item there: ${topic}`),
    `证据文件 evidence ${result.evidenceFile}`,
    `  核验 verified offline: ${result.verified.filter(({ ok }) => ok).length} of ${result.verified.length} steps hold`,
    '',
    `── 事件 Events${again ? `（首次运行 first run，${dayAndTimeOf.format(new Date(result.finishedAt))}）` : ''} ──`,
    ...result.events.map(
      ({ committee, service, published, waiting, dead }) =>
        `${nameOf(committee)}\t${service.padEnd(14)} ${published} published 已发布, ${waiting} waiting 等待, ${dead} dead 异常`,
    ),
    '',
    `${again ? '首次运行的' : ''}样例加载与全程用时 loading and main job${again ? ' of the first run' : ''}: ${result.seconds.toFixed(1)} s`,
  ]
  return lines.join('\n')
}

/** Where to look, and how to sign in to the demo. */
export async function addressesOf({ committees, hub }: DemoPlatform, sides: Side[]): Promise<string> {
  const parts = await Promise.all(
    committees.map(async ({ committee, name, publicUrl, urls, dataDir, natsUrl, natsPasswordFile }) => {
      const side = sides.find((one) => one.committee === committee)!
      return [
        '',
        `${name} ${committee}   ${publicUrl}/`,
        '  账号 accounts: name, password, role',
        ...(await signInsOf(side)),
        `  公开页 public pages   ${publicUrl}/open/proposals`,
        `  名录 directory       ${urls.directory}/reference/`,
        `  协商 consultations   ${urls.consultations}/reference/`,
        `  提案 proposals       ${urls.proposals}/reference/`,
        `  监督 supervision     ${urls.supervision}/reference/`,
        `  联动 joint           ${urls.joint}/reference/`,
        `  通知 notices         ${urls.notices}/reference/`,
        `  AsyncAPI             ${urls.joint}/asyncapi.json  ${urls.proposals}/asyncapi.json  ${urls.supervision}/asyncapi.json  ${urls.consultations}/asyncapi.json  ${urls.directory}/asyncapi.json`,
        `  NATS                 ${natsUrl}  ${READER}, ${natsPasswordFile}`,
        `  令牌文件 token files  ${join(dirname(natsPasswordFile), 'tokens')}/`,
        `  身份 identity         ${urls.identity}/reference/`,
        `  账号文件 account file ${join(dataDir, 'accounts.json')}`,
      ].join('\n')
    }),
  )
  return [
    '',
    '── 地址与演示账号 Addresses and demo accounts ──',
    `交换节点 hub ${hub.url}`,
    ...parts,
    '密码仅供演示；令牌文件每四分钟更新。 These passwords are for the demo alone; token files are renewed every four minutes.',
  ].join('\n')
}

/** 演示账号: what the people of one committee sign in with. */
async function signInsOf(side: Side): Promise<string[]> {
  const credentials = await side.people.credentials()
  return Object.entries(DEMO_ACCOUNTS).flatMap(([name, role]) => {
    const one = credentials[name]
    if (!one) return []
    const secret = one.secret === undefined ? '' : `  验证器 authenticator ${one.secret}`
    return [`    ${name.padEnd(13)} ${one.password}  (${role})${secret}`]
  })
}
