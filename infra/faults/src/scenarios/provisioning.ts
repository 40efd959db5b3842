import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CommitteeId, eventConsumer, eventStream, topology } from '@lianxie/contracts'
import { type Rig, type ServiceProcess, startRig } from '@lianxie/local/rig'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { checkCommittee } from '../checks/check-committee.ts'
import { recordEffects } from '../checks/record-effects.ts'
import { startLoad } from '../load/start-load.ts'
import type { Figure, Scenario } from '../scenario.ts'
import { withDatabase } from '../with-database.ts'

type Name = 'directory' | 'consultations'

/** Many instances of a service find an empty database and an empty NATS at the same moment. */
export const provisioning: Scenario<{ instances: number; commands: number }> = {
  name: 'provisioning',
  number: 7,
  title: 'Twelve instances start at once on nothing',
  doc: 'Twelve processes of one service start at the same moment on an empty database and an empty NATS, first those that listen and then those that publish. All become healthy, the schema is made once, streams and consumers are as declared, and commands over all twelve leave nothing behind.',
  budget: { instances: 12, commands: 2_000 },
  async run(context) {
    const { budget, dir, program, step, defer } = context
    const { instances, commands } = budget
    const rig = await step('start PostgreSQL and NATS of one committee', () =>
      startRig({ committee: CommitteeId.parse('faults-cppcc'), dir, services: [], ...(program && { program }) }),
    )
    defer(() => rig.stop())
    const startAll = (name: Name) =>
      step(`start ${instances} of ${name} at once`, () =>
        Promise.all(Array.from({ length: instances }, () => rig.startService(name))),
      )
    // There is no stream yet to which they could listen.
    const listeners = await startAll('consultations')
    await recordEffects(rig.databaseUrlOf('consultations'), ['known_unit', 'known_body'])
    const directories = await startAll('directory')

    const load = await startLoad(context, {
      urls: directories.map(({ url }) => url),
      token: await rig.token({ id: 'office', role: 'STAFF_OFFICE' }),
      writers: instances,
      perSecond: 200,
    })
    await step(`send ${commands} commands to all of them`, () =>
      context.within(180_000, `${commands} commands`, async () => load.progress().done >= commands),
    )
    const connections = await connectionsOf(rig)
    const lines = await load.stop()

    const declared = await step('compare schema, streams and consumers with what is declared', async () => [
      ...(await schemaFindings(rig, 'consultations')),
      ...(await schemaFindings(rig, 'directory')),
      ...(await streamFindings(rig)),
      ...[...listeners, ...directories].flatMap(errorsOf),
    ])
    const checked = await step('hold everything against the answers', () =>
      checkCommittee(rig, lines, { drainedSeconds: 30 }),
    )
    const took = (services: ServiceProcess[]) => Math.max(...services.map(({ startedIn }) => startedIn)) / 1_000
    const figures: Figure[] = [
      { name: 'instances healthy', value: listeners.length + directories.length, unit: '', least: 2 * instances },
      { name: 'consultations: the slowest healthy after', value: took(listeners), unit: 's', most: 60 },
      { name: 'directory: the slowest healthy after', value: took(directories), unit: 's', most: 60 },
      { name: 'connections to PostgreSQL under load', value: connections, unit: '', most: 190 },
      { name: 'differences from what is declared', value: declared.length, unit: '', most: 0 },
    ]
    return { findings: [...declared, ...checked.findings], figures: [...figures, ...checked.figures] }
  },
}

/** Every migration once, and no other. */
async function schemaFindings(rig: Rig, service: Name): Promise<string[]> {
  const repository = join(import.meta.dirname, '../../../..')
  const folders = [
    ['kit', join(repository, 'packages/service-kit/migrations')],
    [service, join(repository, 'services', service, 'migrations')],
  ] as const
  const wanted = (
    await Promise.all(
      folders.map(async ([scope, folder]) =>
        (await readdir(folder)).filter((name) => name.endsWith('.sql')).map((name) => `${scope}/${name}`),
      ),
    )
  ).flat()
  const applied = await withDatabase(rig.databaseUrlOf(service), async (client) => {
    const { rows } = await client.query<{ name: string }>(`select scope || '/' || name as name from migration`)
    return rows.map(({ name }) => name)
  })
  return differing(`migrations of ${service}`, wanted, applied)
}

async function streamFindings({ nats, natsAuth }: Rig): Promise<string[]> {
  const connection = await connect({ servers: nats.url, ...natsAuth })
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false })
    const findings: string[] = []
    // Only these two services run here.
    const running: readonly string[] = ['directory', 'consultations']
    const streams: string[] = []
    for await (const name of manager.streams.names()) if (name.startsWith('EVT_')) streams.push(name)
    findings.push(...differing('streams', running.map(eventStream), streams))
    for (const context of running) {
      const wanted = Object.entries(topology).flatMap(([service, { listensTo }]) =>
        running.includes(service) && (listensTo as readonly string[]).includes(context)
          ? [eventConsumer(service, context)]
          : [],
      )
      const consumers: string[] = []
      for await (const { name } of manager.consumers.list(eventStream(context))) consumers.push(name)
      findings.push(...differing(`consumers of ${eventStream(context)}`, wanted, consumers))
    }
    return findings
  } finally {
    await connection.close()
  }
}

function differing(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  const [expected, got] = [wanted.toSorted().join(' '), found.toSorted().join(' ')]
  return expected === got ? [] : [`${what}: expected ${expected || 'none'}, found ${got || 'none'}`]
}

/** Nobody who only starts beside others has a reason to log an error. */
function errorsOf(service: ServiceProcess): string[] {
  const errors = service
    .output()
    .split('\n')
    .filter((line) => /"level":[56]0/.test(line))
  return errors.slice(0, 1).map((line) => `${service.name} logged ${errors.length} errors, first ${line.slice(0, 300)}`)
}

async function connectionsOf(rig: Rig): Promise<number> {
  return await withDatabase(rig.postgres.url, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity where backend_type = 'client backend'`,
    )
    return rows[0]!.count
  })
}
