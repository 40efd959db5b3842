import { Id, Instant, Refusal, type Role } from '@lianxie/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Answer } from './answer.ts'
import { requireStepUp } from './auth.ts'
import type { Execute } from './execute.ts'
import { type Handler, isInternal } from './handle.ts'
import { sendProblem } from './http.ts'
import { Problem } from './problem.ts'
import { auditRefusal } from './refusal-audit.ts'
import type { Runtime } from './runtime.ts'

/** What every command is answered with. */
const CommandAnswerSchema = z
  .object({
    events: z.array(
      z.object({
        id: Id,
        type: z.string(),
        aggregate: z.string(),
        version: z.int(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'CommandAnswer', description: `What happened, in order; instants like ${Instant.description ?? 'UTC'}` })

const CommandHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/)
    .optional()
    .describe('1 to 128 visible characters; the same key and body is answered the same for 7 days'),
  'if-match': z
    .string()
    .regex(/^"?\d{1,9}"?$/)
    .optional()
    .describe('the version of the aggregate that the client has seen'),
})

/** `POST /<context>/commands/<name>` for every handler that somebody outside may ask. */
export function mountCommands(
  server: FastifyInstance,
  runtime: Runtime,
  handlers: readonly Handler[],
  execute: Execute,
  count: (command: string, outcome: string) => void,
): void {
  for (const handler of handlers.filter((one) => !isInternal(one))) {
    const { command } = handler
    server.post(`/${command.context}/commands/${command.name}`, {
      schema: {
        summary: `${command.doc.zh} ${command.doc.en}`,
        operationId: command.type,
        tags: ['commands'],
        description: `Roles: ${handler.allow.join(', ')}.${handler.stepUp ? ' Needs a fresh second factor.' : ''}`,
        headers: CommandHeaders,
        body: command.schema,
        response: { 200: CommandAnswerSchema, '4xx': Problem, 503: Problem },
      },
      // Events are made strictly by their definitions: there is nothing in them that a serializer would leave out.
      serializerCompiler: () => (answer) => JSON.stringify(answer),
      // Before validation, so that strangers learn nothing about the shape of a body they may not send.
      preValidation: async (request) => {
        try {
          const actor = actorIn(request, handler.allow)
          if (handler.stepUp) requireStepUp(actor, new Date())
        } catch (error) {
          if (handler.audited && request.actor && error instanceof Refusal) {
            await auditRefusal(runtime, handler, request.actor, request.body, error.code)
          }
          throw error
        }
      },
      handler: async (request, reply) => {
        const headers = request.headers
        const key = headers['idempotency-key']
        if (typeof key !== 'string') throw new Refusal('request.key_missing', { field: 'Idempotency-Key' })
        const expected = headers['if-match']
        const { outcome, replayed } = await execute(handler, request.body as never, {
          actor: request.actor!,
          key,
          ...(expected !== undefined && { expectedVersion: Number(expected.replaceAll('"', '')) }),
        })
        if (replayed) reply.header('idempotency-replayed', 'true')
        if ('answer' in outcome) {
          count(command.type, replayed ? 'replayed' : 'done')
          return outcome.answer
        }
        if (handler.audited && !replayed) {
          await auditRefusal(runtime, handler, request.actor!, request.body, outcome.refusal.code)
        }
        count(command.type, outcome.refusal.code)
        return sendProblem(request, reply, outcome.refusal.code, outcome.refusal.detail)
      },
    })
  }
}

/** `GET /<context><path>` for every answer. */
export function mountQueries(server: FastifyInstance, runtime: Runtime, answers: readonly Answer[]): void {
  for (const { query, allow, perMinute, read } of answers) {
    const inPath = Object.fromEntries([...query.path.matchAll(/:(\w+)/g)].map(([, name]) => [name!, true as const]))
    server.get(`/${query.context}${query.path}`, {
      ...(perMinute !== undefined && { config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } } }),
      schema: {
        summary: `${query.doc.zh} ${query.doc.en}`,
        operationId: query.type,
        tags: ['queries'],
        description: allow === 'public' ? 'Open to everybody.' : `Roles: ${allow.join(', ')}.`,
        ...(Object.keys(inPath).length > 0 && { params: query.params.pick(inPath) }),
        querystring: query.params.omit(inPath),
        response: { 200: query.result, '4xx': Problem, 503: Problem },
      },
      preValidation: async (request) => {
        if (allow !== 'public') actorIn(request, allow)
      },
      handler: async (request) => {
        const params = { ...(request.query as object), ...(request.params as object) }
        return read(runtime.db, params as never, { actor: request.actor as Actor, now: runtime.clock.now(), runtime })
      },
    })
  }
}

/** The actor of a request, or a refusal: `auth.missing`, `auth.forbidden`. */
export function actorIn(request: FastifyRequest, roles: readonly Role[]): Actor {
  if (!request.actor) throw new Refusal('auth.missing')
  if (!roles.includes(request.actor.role)) throw new Refusal('auth.forbidden', { role: request.actor.role })
  return request.actor
}
