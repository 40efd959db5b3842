import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { actorIn, provisionDatabase, type ServiceDefinition, startService } from '@lianxie/service-kit'
import type { TestService } from '@lianxie/service-kit/testing'
import { Client } from 'pg'
import { inject } from 'vitest'

/** 另一项服务: what any service of the committee is, as far as tokens go: it answers whoever has one. */
const neighbour: ServiceDefinition = {
  name: 'supervision',
  doc: { zh: '邻居', en: 'Neighbour' },
  migrations: new URL('./neighbour-migrations/', import.meta.url),
  handlers: [],
  answers: [],
  reactions: [],
  apply: async () => {},
  ownTables: [],
  routes(server) {
    server.get('/supervision/whoami', {
      handler: async (request) => actorIn(request, ['MEMBER', 'STAFF_INFO', 'CHAIR', 'OPS', 'ANALYST']),
      serializerCompiler: () => (answer) => JSON.stringify(answer),
    })
  },
}

export interface Neighbour extends AsyncDisposable {
  /** What a request with this token is answered. */
  ask(token: string): Promise<{ status: number; code?: string; role?: string }>
  /** Stops it and starts it again on the same database, while identity may be away. */
  restart(): Promise<void>
  /** The rows by which it remembers what was stopped. */
  stopped(): Promise<string[]>
}

/** Starts several processes' worth of another service beside identity, on a database of its own. */
export async function startNeighbour(identity: TestService): Promise<Neighbour> {
  const adminUrl = inject('adminUrl')
  const database = `n_${identity.committee.replaceAll('-', '_')}`
  const urls = await provisionDatabase({ adminUrl, database, services: ['supervision'], passwordOf: () => 'test' })
  const filesDir = await mkdtemp(join(tmpdir(), 'lianxie-neighbour-'))
  const { own: _, ...settings } = identity.settings
  const begin = () => startService(neighbour, { ...settings, databaseUrl: urls['supervision']!, port: 0, filesDir })
  let running = await begin()
  return {
    async ask(token) {
      const response = await fetch(`${running.url}/supervision/whoami`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const body = (await response.json()) as { code?: string; role?: string }
      return { status: response.status, ...(body.code && { code: body.code }), ...(body.role && { role: body.role }) }
    },
    async restart() {
      await running.stop()
      running = await begin()
    },
    async stopped() {
      return (await running.runtime.db.selectFrom('stopped_token').select('key').execute()).map(({ key }) => key)
    },
    async [Symbol.asyncDispose]() {
      await running.stop()
      await rm(filesDir, { recursive: true, force: true })
      const client = new Client({ connectionString: adminUrl })
      await client.connect()
      await client.query(`drop database if exists "${database}" with (force)`)
      await client.end()
    },
  }
}
