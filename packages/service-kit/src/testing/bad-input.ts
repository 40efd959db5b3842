import { randomUUID } from 'node:crypto'
import { type CommandDefinition, type QueryDefinition, Role } from '@lianxie/contracts'
import type { TestAccount } from './test-issuer.ts'
import { isInternal } from '../handle.ts'
import type { ServiceDefinition } from '../service.ts'
import { account } from './actor-as.ts'
import { fingerprint } from './fingerprint.ts'
import type { Reply } from './exchange.ts'
import type { TestService } from './test-service.ts'
import { wrongBodies } from './wrong-values.ts'

/** A request that would be well formed, and who would send it. */
export interface CommandSample {
  command: CommandDefinition
  as: TestAccount
  body: unknown
  /** Its ids are made by the client, so that an unknown one is as good as any. */
  idsAreFree?: true
}
export interface QuerySample {
  query: QueryDefinition
  as?: TestAccount
  params: Record<string, unknown>
}

export interface BadInputReport {
  /** How many wrong requests were sent, by kind. */
  sent: Record<string, number>
  /** What was answered otherwise than with a proper refusal; must be empty. */
  findings: string[]
}

const everyRole = Role.options.filter((role) => role !== 'SYSTEM' && role !== 'PUBLIC')

/**
 * Sends, for every command and query of a service, wrong requests of every kind, and reports each answer that is no
 * proper refusal, and each change they made. Throws when a command or query has no sample: none is left out.
 */
export async function badInput(
  service: TestService,
  definition: ServiceDefinition,
  samples: { commands: readonly CommandSample[]; queries: readonly QuerySample[] },
): Promise<BadInputReport> {
  const report: BadInputReport = { sent: {}, findings: [] }
  const tables = [...definition.ownTables, ...(definition.foreignTables ?? []), 'aggregate']
  const before = await fingerprint(service.running.runtime.db, tables)
  // One of each: a token is signed once.
  const somebody = new Map(everyRole.map((role) => [role, account(role)]))
  const check = (
    kind: string,
    name: string,
    reply: Reply<any>,
    expected: { status?: number; code?: string; field?: string },
  ) => {
    report.sent[kind] = (report.sent[kind] ?? 0) + 1
    const { status, body } = reply
    const complaint =
      status < 400 || status >= 500
        ? `status ${status}`
        : !body?.code || !body.zh || !body.en
          ? 'no code or no words'
          : expected.status !== undefined && status !== expected.status
            ? `status ${status} instead of ${expected.status}`
            : expected.code !== undefined && body.code !== expected.code
              ? `code ${body.code} instead of ${expected.code}`
              : expected.field !== undefined && !namesField(body, expected.field)
                ? `names ${body.field} instead of ${expected.field}`
                : undefined
    if (complaint) report.findings.push(`${name}: ${kind}: ${complaint} ${JSON.stringify(body ?? null).slice(0, 300)}`)
  }

  await inParallel(
    definition.handlers.filter((handler) => !isInternal(handler)),
    async ({ command, allow }) => {
      const mine = samples.commands.filter((sample) => sample.command.type === command.type)
      if (mine.length === 0) throw new Error(`no sample of ${command.type}`)
      for (const { as, body, idsAreFree } of mine) {
        for (const wrong of wrongBodies(command.schema, body)) {
          check('wrong field', `${command.type} ${wrong.what}`, await service.try(command, wrong.body, { as }), {
            status: 400,
            code: 'request.invalid',
            ...(wrong.field !== '' && { field: wrong.field }),
          })
        }
        const name = command.type
        check('not JSON', name, await sendRaw(service, command, as, '{"a":', { 'idempotency-key': randomUUID() }), {
          code: 'request.not_json',
        })
        check('without key', name, await sendRaw(service, command, as, JSON.stringify(body), {}), {
          code: 'request.key_missing',
        })
        check('without token', name, await service.try(command, body), { code: 'auth.missing' })
        check('with a broken token', name, await service.try(command, body, { token: 'e30.e30.e30' }), {
          code: 'auth.invalid',
        })
        const foreign = await service.tokenOf(as, { committee: 'elsewhere-cppcc' })
        check('with a foreign token', name, await service.try(command, body, { token: foreign }), {
          code: 'auth.wrong_committee',
        })
        for (const role of everyRole.filter((role) => !allow.includes(role))) {
          const as = somebody.get(role)!
          check('in a wrong role', `${name} as ${role}`, await service.try(command, body, { as }), {
            code: 'auth.forbidden',
          })
        }
        const strange = withForeignIds(body)
        if (strange !== undefined && !idsAreFree)
          check('with unknown ids', name, await service.try(command, strange, { as }), {})
        const key = randomUUID()
        const first = await service.try(command, strange ?? wrongBodies(command.schema, body)[0]!.body, {
          as,
          key,
          version: 999_999,
        })
        if (first.status < 500 && first.body.code !== 'request.invalid') {
          check('a key used again', name, await service.try(command, withForeignIds(strange) ?? body, { as, key }), {
            code: 'request.key_reused',
          })
        }
      }
    },
  )

  await inParallel(definition.answers, async ({ query, allow }) => {
    const mine = samples.queries.filter((sample) => sample.query.type === query.type)
    if (mine.length === 0) throw new Error(`no sample of ${query.type}`)
    for (const { as, params } of mine) {
      const options = as ? { as } : {}
      for (const [name, value] of Object.entries({ noSuchParameter: '1', ...wrongParams(query, params) })) {
        check(
          'wrong parameter',
          `${query.type} ${name}`,
          await service.tryAsk(query, { ...params, [name]: value }, options),
          { status: 400 },
        )
      }
      const strange = withForeignIds(params)
      if (strange !== undefined && allow !== 'public') {
        const reply = await service.tryAsk(query, strange as Record<string, unknown>, options)
        // A filter by an unknown id is an empty list; a thing of that id is not found.
        if (reply.status !== 200) check('with unknown ids', query.type, reply, {})
      }
      if (allow === 'public') continue
      check('without token', query.type, await service.tryAsk(query, params), { code: 'auth.missing' })
      for (const role of everyRole.filter((role) => !allow.includes(role))) {
        const as = somebody.get(role)!
        check('in a wrong role', `${query.type} as ${role}`, await service.tryAsk(query, params, { as }), {
          code: 'auth.forbidden',
        })
      }
    }
  })

  const after = await fingerprint(service.running.runtime.db, tables)
  for (const table of tables) {
    if (before[table] !== after[table])
      report.findings.push(`${table} was changed: ${before[table]} became ${after[table]}`)
  }
  return report
}

function namesField(body: { field?: string; errors?: { field: string }[] }, field: string): boolean {
  const named = [body.field ?? '', ...(body.errors ?? []).map((error) => error.field)]
  // A union may blame the whole instead of the part.
  return named.some((name) => name === field || field.startsWith(`${name}.`) || name.startsWith(`${field}.`))
}

async function sendRaw(
  service: TestService,
  command: CommandDefinition,
  as: TestAccount,
  body: string,
  headers: Record<string, string>,
): Promise<Reply<any>> {
  const response = await service.fetch(`/${command.context}/commands/${command.name}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    as,
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

/** For each parameter a value that it cannot have. */
function wrongParams(query: QueryDefinition, params: Record<string, unknown>): Record<string, string> {
  const wrong: Record<string, string> = {}
  for (const name of Object.keys(query.params.shape)) {
    for (const odd of ['\u0000', 'x'.repeat(3_000)]) {
      if (!query.params.safeParse({ ...params, [name]: odd }).success) wrong[name] = odd
    }
  }
  return wrong
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The same body with every id replaced by one that nothing has; undefined when it has no id. */
function withForeignIds(body: unknown): unknown {
  let changed = false
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string' && UUID.test(value)) {
      changed = true
      return randomUUID()
    }
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner)]))
    }
    return value
  }
  const copy = visit(body)
  return changed ? copy : undefined
}

/** Eight at a time: a service under test is also a service under load. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
    }),
  )
}
