import { Id, Instant, line, Refusal } from '@lianxie/contracts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Consumers } from './consumer.ts'
import { inspectDead, listDead, listWaiting } from './dead-events.ts'
import type { Jobs } from './jobs.ts'
import { Problem } from './problem.ts'
import { actorIn } from './routes.ts'
import type { Runtime } from './runtime.ts'

/** 异常事件 is named by who could not take it in, of which aggregate and which version. */
const DeadKey = {
  consumer: line(120),
  aggregate: line(200),
  version: z.coerce.number().int().positive().max(2_000_000_000),
}
const ListParams = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(500).optional().describe('`next` of the page before'),
})
const DeadList = ListParams.extend({ resolved: z.stringbool().default(false) })
const Errors = { '4xx': Problem, 503: Problem }

/**
 * What operators need of every service, for the role OPS: events that died or wait, jobs that failed. Each action is
 * audited. Bodies and payloads hold no personal data, as events do not.
 */
export function mountOperations(
  server: FastifyInstance,
  runtime: Runtime<any>,
  { consumers, jobs }: { consumers: Consumers; jobs: () => Jobs },
): void {
  const only = { preValidation: async (request: Parameters<typeof actorIn>[0]) => void actorIn(request, ['OPS']) }
  const schema = (summary: string, more: object) => ({
    summary,
    tags: ['operations'],
    description: 'Roles: OPS.',
    ...more,
  })

  server.get('/ops/dead', {
    ...only,
    schema: schema('异常事件 Events that could not be taken in', { querystring: DeadList, response: Errors }),
    handler: async (request) => {
      const { after, ...rest } = request.query as z.output<typeof DeadList>
      const page = await listDead(runtime.db, { ...rest, ...(after !== undefined && { after: readCursor(after) }) })
      return { items: page.items, total: page.total, ...(page.next && { next: writeCursor(page.next) }) }
    },
  })
  server.get('/ops/dead/event', {
    ...only,
    schema: schema('异常事件详情 One dead event with its payload', {
      querystring: z.strictObject(DeadKey),
      response: Errors,
    }),
    handler: async (request) => {
      const found = await inspectDead(runtime.db, request.query as never)
      if (!found) throw new Refusal('dead.not_found')
      return found
    },
  })
  server.get('/ops/waiting', {
    ...only,
    schema: schema('等待中的事件 Events that came before their predecessor', {
      querystring: ListParams,
      response: Errors,
    }),
    handler: async (request) => {
      const { after, ...rest } = request.query as z.output<typeof ListParams>
      const page = await listWaiting(runtime.db, { ...rest, ...(after !== undefined && { after: readCursor(after) }) })
      return { items: page.items, total: page.total, ...(page.next && { next: writeCursor(page.next) }) }
    },
  })
  server.post('/ops/waiting/skip-gap', {
    ...only,
    schema: schema('跳过缺失的前序 Give up what a waiting event waits for, for a reason', {
      body: z.strictObject({ ...DeadKey, reason: line(500) }),
      response: Errors,
    }),
    handler: async (request) => {
      const { reason, ...key } = request.body as never as { reason: string } & Parameters<Consumers['skipGap']>[0]
      await consumers.skipGap(key, reason, actorIn(request, ['OPS']))
      return { ok: true }
    },
  })
  server.post('/ops/dead/retry', {
    ...only,
    schema: schema('重试 Try a dead event again', { body: z.strictObject(DeadKey), response: Errors }),
    handler: async (request) => {
      await consumers.retry(request.body as never, actorIn(request, ['OPS']))
      return { ok: true }
    },
  })
  server.post('/ops/dead/discard', {
    ...only,
    schema: schema('放弃 Give a dead event up, for a reason', {
      body: z.strictObject({ ...DeadKey, reason: line(500) }),
      response: Errors,
    }),
    handler: async (request) => {
      const { reason, ...key } = request.body as never as { reason: string } & Parameters<Consumers['discard']>[0]
      await consumers.discard(key, reason, actorIn(request, ['OPS']))
      return { ok: true }
    },
  })
  server.get('/ops/jobs', {
    ...only,
    schema: schema('失败的任务 Jobs that failed for good', { response: Errors }),
    handler: async () => ({ items: await jobs().failed() }),
  })
  for (const action of ['retry', 'discard'] as const) {
    server.post(`/ops/jobs/${action}`, {
      ...only,
      schema: schema(action === 'retry' ? '重试任务 Run a failed job again' : '放弃任务 Drop a failed job', {
        body: z.strictObject({ id: Id, reason: line(500) }),
        response: Errors,
      }),
      handler: async (request) => {
        const { id, reason } = request.body as { id: string; reason: string }
        const actor = actorIn(request, ['OPS'])
        await runtime.db.transaction().execute(async (tx) => {
          await tx
            .insertInto('audit')
            .values({
              at: runtime.clock.now(),
              actor: actor.id,
              role: actor.role,
              action: `job.${action}`,
              subject: `job/${id}`,
              detail: JSON.stringify({ reason }),
            })
            .execute()
          // Last, so that nothing is done that is not on record.
          if (!(await jobs()[action](id))) throw new Refusal('common.not_found', { field: 'id' })
        })
        return { ok: true }
      },
    })
  }
  mountClock(server, runtime)
}

/** Moves the clock of the demo and of tests; the route does not exist in production. */
function mountClock(server: FastifyInstance, runtime: Runtime<any>): void {
  if (runtime.profile === 'production' || !('set' in runtime.clock)) return
  const clock = runtime.clock as { set(instant: Date): void }
  server.post('/ops/clock', {
    preValidation: async (request) => void actorIn(request, ['OPS']),
    schema: {
      summary: '设置演示时钟 Set the clock of the demo',
      tags: ['operations'],
      body: z.strictObject({ now: Instant }),
      response: Errors,
    },
    handler: async (request) => {
      clock.set(new Date((request.body as { now: string }).now))
      return { now: runtime.clock.now().toISOString() }
    },
  })
}

const writeCursor = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url')

function readCursor(cursor: string): z.output<z.ZodObject<typeof DeadKey>> {
  try {
    return z.strictObject(DeadKey).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new Refusal('request.cursor', { field: 'after' })
  }
}
