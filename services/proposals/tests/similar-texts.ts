import { randomUUID } from 'node:crypto'
import type { TestService } from '@lianxie/service-kit/testing'

/** A text as earlier years have it. */
export interface Earlier {
  subject: string
  problem: string
  suggestions: string[]
}

const FIELDS = [
  ['老旧小区停车', '车位配比偏低', '消防通道被占', '夜间泊位紧张', '错时开放车位', '立体车库建设', '僵尸车清理'],
  ['社区居家养老', '助餐点布点不均', '护理人员不足', '日间照料利用率低', '家庭养老床位', '适老化改造', '时间银行互助'],
  ['界河水环境治理', '蓝藻跨界漂移', '断面数据不共享', '养殖尾水直排', '联合河长轮值', '排口溯源整治', '生态补偿资金'],
  ['小微企业融资', '抵押物不足', '续贷过桥成本高', '担保费率偏高', '无还本续贷', '信用信息共享', '首贷户培育'],
  ['生活垃圾分类', '混装混运现象', '厨余处理能力不足', '误时投放点少', '预约上门回收', '收运路线公开', '督导员培训'],
  ['中小学课后服务', '教师超时工作', '课程内容单一', '午休条件简陋', '课程超市建设', '弹性上下班', '非遗传承人进校'],
]
const PLACES = Array.from('安柏碧昌澄春枫芙桂荷湖锦菊莲柳梅楠桥泉杉桃梧溪杏燕竹')
const COMMON = ['近年来我区高度重视相关工作，取得了阶段性成效。', '与群众期盼相比仍有差距，建议有关部门统筹研究。']

/** Proposals of earlier years about six fields of work, the same for the same numbers. */
export function earlierTexts(count: number): Earlier[] {
  return Array.from({ length: count }, (_, n) => {
    const [name, ...phrases] = FIELDS[n % FIELDS.length]!
    const pick = (at: number) => phrases[(Math.floor(n / FIELDS.length) * 5 + at * 7 + (n % 4)) % phrases.length]!
    const place = PLACES[n % PLACES.length]! + PLACES[(n * 7 + 3) % PLACES.length]! + ['路', '村', '新村'][n % 3]!
    return {
      subject: `关于加强${place}${name!}的建议`,
      problem: `${COMMON[0]}以${place}为例，${pick(0)}，${pick(1)}，涉及${37 + 11 * n}户。`,
      suggestions: [`针对${pick(2)}，在${place}先行试点。`, `${pick(3)}。${COMMON[1]}`],
    }
  })
}

/** Writes proposals that were submitted in earlier years as their tables have them; gives their ids. */
export async function writeEarlier(
  service: TestService,
  texts: readonly Earlier[],
  { filed = true, year = 2019, publishConsent = true } = {},
): Promise<string[]> {
  const { db } = service.running.runtime
  const at = new Date(`${year}-02-01T02:00:00.000Z`)
  const rows = texts.map((text) => ({ ...text, id: randomUUID() }))
  await db
    .insertInto('proposal' as never)
    .values(
      rows.map(({ id, subject }, n) => ({
        id,
        subject,
        state: filed ? 'CLOSED' : 'SUBMITTED',
        state_since: at,
        created_at: at,
        kind: 'INDIVIDUAL',
        lead_kind: 'MEMBER',
        lead_id: randomUUID(),
        text_version: 1,
        text_sha256: '0'.repeat(64),
        year,
        submitted_at: at,
        receipt_number: n + 1,
        filed_at: filed ? at : null,
        publish_consent: publishConsent,
      })) as never,
    )
    .execute()
  await db
    .insertInto('proposal_text' as never)
    .values(
      rows.map(({ id, subject, problem, suggestions }) => ({
        proposal_id: id,
        version: 1,
        sha256: '0'.repeat(64),
        written_at: at,
        submitted: true,
        subject,
        problem,
        suggestions,
      })) as never,
    )
    .execute()
  return rows.map(({ id }) => id)
}
