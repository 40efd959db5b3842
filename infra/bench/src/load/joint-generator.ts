import { randomUUID } from 'node:crypto'
import { joint } from '@lianxie/contracts'
import { Pool } from 'undici'
import { answerCalls } from './calls.ts'

/** A committee in whose name entries are signed, and how many. */
export interface Signing {
  url: string
  token: string
  entries: number
  /** A topic that comments are about. */
  topicId: string
}

/** What the generator of joint entries is asked for. */
export type JointGeneratorCalls = {
  /**
   * Each committee prepares and lets go its entries, by as many clients that each send the next when the last was
   * answered. Every twentieth is a topic 议题, the others are comments 意见 on one. Answers what was refused.
   */
  sign(options: { compactId: string; clients: number; sides: Signing[] }): Promise<{ refusals: string[] }>
}

const run = randomUUID()
let number = 0

const pathOf = ({ name }: { name: string }) => `/joint/commands/${name}`

/** A draft as it is prepared by hand: a paragraph of opinion, or a proposal of what to consult on. */
function draft(compactId: string, about: string, n: number): { path: string; body: object } {
  if (n % 20 === 0)
    return {
      path: pathOf(joint.DraftTopic),
      body: {
        compactId,
        title: `水体联保共治议题第${n}号`,
        summary: '太浦河沿线断面水质与排口整治',
        form: '专题协商',
        year: 2022,
      },
    }
  const text = `第${n}条意见：建议三地建立跨界断面月度会商，统一监测口径，并把整改时限写入联动任务清单。`
  return { path: pathOf(joint.DraftComment), body: { compactId, about, text } }
}

const calls: JointGeneratorCalls = {
  async sign({ compactId, clients, sides }) {
    const refusals: string[] = []
    const signAs = async ({ url, token, entries, topicId }: Signing) => {
      const pool = new Pool(url, { connections: clients, pipelining: 1 })
      let left = entries
      const client = async () => {
        while (left > 0) {
          left -= 1
          const why = await signOne(pool, token, draft(compactId, topicId, (number += 1)))
          if (why !== undefined) refusals.push(why)
        }
      }
      await Promise.all(Array.from({ length: clients }, client))
      await pool.close()
    }
    await Promise.all(sides.map(signAs))
    return { refusals }
  },
}

/** Prepares an entry and lets go what is shown; answers why it was not signed. */
async function signOne(pool: Pool, token: string, { path, body }: { path: string; body: object }) {
  const prepared = await send(pool, token, path, body)
  if (typeof prepared === 'string') return prepared
  const { draftId, contentHash } = prepared
  const released = await send(pool, token, pathOf(joint.ReleaseDraft), { draftId, contentHash })
  return typeof released === 'string' ? released : undefined
}

async function send(pool: Pool, token: string, path: string, body: object): Promise<Record<string, unknown> | string> {
  const response = await pool.request({
    path,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'idempotency-key': `${run}-${(number += 1)}`,
    },
    body: JSON.stringify(body),
  })
  const text = await response.body.text()
  if (response.statusCode !== 200) return `${response.statusCode} ${text.slice(0, 300)}`
  const { events } = JSON.parse(text) as { events: { data: Record<string, unknown> }[] }
  return events[0]!.data
}

answerCalls(calls)
