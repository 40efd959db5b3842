import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createClient, dataOf, RefusedError } from '@lianxie/client'
import { CommitteeId, directory, eventConsumer, type ServiceName } from '@lianxie/contracts'
import { type Rig, type ServiceProcess, startRig, startServiceProcess } from '@lianxie/local/rig'
import { makeNextRelease } from '../versions/next-release.ts'
import type { Context, Figure, Scenario } from '../scenario.ts'
import { withDatabase } from '../with-database.ts'

type Sizes = { units: number }
const TELEGRAPH = '2512'

/** A unit as consultations shows it, and as it was registered. */
interface Shown {
  name: string
  shortName: string | null
}
interface Registered extends Shown {
  telegraph?: string
}

/** Services of this release exchange events with services of the next one, in both directions, as in a rolling upgrade. */
export const versionsContracts: Scenario<Sizes> = {
  name: 'versions-contracts',
  number: 7,
  title: 'Contracts of two releases work together',
  doc: 'A copy of the workspace gets what a release may add: an optional field of a command and its event, a new event, a new refusal. The listener is upgraded before the publisher, then the publisher before the listener; units are registered by eight writers at once before the first upgrade and in each of the two mixtures, and none while a process is exchanged. Nothing is dead, nothing waits, every value that the reader knows is kept, and what it did not know is there after its own upgrade.',
  budget: { units: 300 },
  async run(context) {
    const { budget, dir, program, step, within, defer } = context
    const next = await step('make the next release', () => makeNextRelease(dir))
    const rig = await step('start one committee of this release', () =>
      startRig({ committee: CommitteeId.parse('faults-cppcc'), dir, ...(program && { program }) }),
    )
    defer(() => rig.stop())
    const upgraded = async (name: ServiceName): Promise<ServiceProcess> => {
      const env = rig.environmentOf(name)
      const service = await startServiceProcess(name, { dir, program: next.programOf(name), env, nodeArgs: [] })
      defer(() => service.stop())
      return service
    }
    const findings: string[] = []
    const units = new Map<string, Registered>()
    const register = (part: string, at: ServiceProcess, telegraph?: string) =>
      registerUnits(rig, at.url, { part, count: budget.units, telegraph, units })

    const now = { directory: rig.service('directory'), consultations: rig.service('consultations') }
    await step('this release with itself', () => register('present', now.directory))

    // The listener first: it knows more than it is told.
    await now.consultations.stop()
    const listener = await step('upgrade consultations', () => upgraded('consultations'))
    await step('this release tells the next one', () => register('listener ahead', now.directory))
    await step('wait until all is taken in', () => settled(context, rig))
    await listener.stop()

    // Then the publisher: it tells more than is known.
    await now.consultations.start()
    await now.directory.stop()
    const publisher = await step('take consultations back, upgrade directory', () => upgraded('directory'))
    await step('the next release tells this one', () => register('publisher ahead', publisher, TELEGRAPH))
    const { took } = await step('wait until all is taken in', () => settled(context, rig))
    const asBefore = await shownUnits(rig)
    findings.push(...differencesOf(units, asBefore, 'of this release', (unit) => unit))
    findings.push(...(await step('ask for what the next release refuses', () => refusalFindings(rig, publisher.url))))
    findings.push(...(await unknownFieldFindings(rig, now, publisher)))

    // What this release left out is not lost: the next one finds it in the stream.
    await now.consultations.stop()
    await step('upgrade consultations, and read the streams again', async () => {
      await upgraded('consultations')
      const env = { ...rig.environmentOf('consultations'), PORT: '0' }
      await promisify(execFile)(process.execPath, [next.programOf('consultations'), 'rebuild', 'foreign'], { env })
    })
    await within(30_000, 'nothing to be left over', async () => (await leftOver(rig)).length === 0)
    const asAfter = await shownUnits(rig)
    findings.push(...differencesOf(units, asAfter, 'of the next release', asListed))

    const left = await leftOver(rig)
    const ahead = await eventsAhead(rig)
    const figures: Figure[] = [
      { name: 'units registered', value: units.size, unit: '', least: 3 * budget.units },
      { name: 'events with a field that the reader did not know', value: ahead.field, unit: '', least: budget.units },
      { name: 'events of a type that the reader did not know', value: ahead.type, unit: '', least: budget.units },
      { name: 'all taken in after', value: took / 1_000, unit: 's', most: 30 },
      { name: 'events dead or waiting at any consumer', value: left.length, unit: '', most: 0 },
    ]
    const notes = [`The gate of the contracts let the next release pass: ${next.released}`]
    return { findings: [...findings, ...left], figures, notes }
  },
}

/** What the next release recorded that this one does not know. */
async function eventsAhead(rig: Rig): Promise<{ field: number; type: number }> {
  return withDatabase(rig.databaseUrlOf('directory'), async (client) => {
    const { rows } = await client.query<{ field: number; type: number }>(
      `select count(*) filter (where type = 'directory.unit-registered'
          and convert_from(payload, 'utf8')::jsonb -> 'data' ? 'telegraph')::int as field,
        count(*) filter (where type = 'directory.unit-listed')::int as type
      from event`,
    )
    return rows[0]!
  })
}

async function registerUnits(
  rig: Rig,
  url: string,
  {
    part,
    count,
    telegraph,
    units,
  }: {
    part: string
    count: number
    telegraph: string | undefined
    units: Map<string, Registered>
  },
): Promise<void> {
  const office = officeOf(rig, url)
  const numbers = Array.from({ length: count }, (_, i) => i)
  const write = async () => {
    for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
      const name = `单位 ${part} ${number}`
      const shortName = number % 2 === 0 ? `${part.slice(0, 8)} ${number}` : null
      const body = {
        name,
        ...(shortName !== null && { shortName }),
        unitKind: 'HANDLING_UNIT' as const,
        side: 'GOVERNMENT' as const,
        duties: ['水利'],
        registeredOn: '2022-01-01',
        ...(telegraph !== undefined && { telegraph }),
      }
      const [registered] = dataOf(await office.send(directory.RegisterUnit, body), directory.UnitRegistered)
      units.set(registered!.unitId, { name, shortName, ...(telegraph !== undefined && { telegraph }) })
    }
  }
  await Promise.all(Array.from({ length: 8 }, write))
}

const officeOf = (rig: Rig, url: string) =>
  createClient({ services: { directory: url }, token: () => rig.token({ id: 'office', role: 'STAFF_OFFICE' }) })

/** Waits until every consumer of the directory's events has taken in all of them. */
async function settled({ within }: Context<Sizes>, rig: Rig) {
  return within(60_000, 'all listeners to have taken in everything', async () => {
    const versions = await withDatabase(rig.databaseUrlOf('directory'), async (client) => {
      const { rows } = await client.query<{ events: number }>(`select count(*)::int as events from event`)
      return rows[0]!.events
    })
    const taken = await Promise.all(
      LISTENERS.map((service) =>
        withDatabase(rig.databaseUrlOf(service), async (client) => {
          const { rows } = await client.query<{ taken: number }>(
            `select coalesce(sum(version), 0)::int as taken from consumer_cursor where consumer = $1`,
            [eventConsumer(service, 'directory')],
          )
          return rows[0]!.taken
        }),
      ),
    )
    return taken.every((count) => count === versions)
  })
}

const LISTENERS = ['consultations', 'proposals', 'supervision', 'joint'] as const

/** What no consumer could take in; one sentence for each listener. */
async function leftOver(rig: Rig): Promise<string[]> {
  const counts = await Promise.all(
    LISTENERS.map((service) =>
      withDatabase(rig.databaseUrlOf(service), async (client) => {
        const { rows } = await client.query<{ dead: number; waiting: number }>(
          `select (select count(*)::int from dead_event where resolved_at is null) as dead,
             (select count(*)::int from waiting_event) as waiting`,
        )
        return { service, ...rows[0]! }
      }),
    ),
  )
  return counts
    .filter(({ dead, waiting }) => dead + waiting > 0)
    .map(({ service, dead, waiting }) => `${service}: ${dead} events are dead and ${waiting} wait`)
}

async function shownUnits(rig: Rig): Promise<Map<string, Shown>> {
  return withDatabase(rig.databaseUrlOf('consultations'), async (client) => {
    const { rows } = await client.query<{ id: string; name: string; short_name: string | null }>(
      `select id, name, short_name from known_unit`,
    )
    return new Map(rows.map(({ id, name, short_name }) => [id, { name, shortName: short_name }]))
  })
}

/** The listener of the next release shows the new field beside the name, and what the new event says as a short name. */
const asListed = ({ name, shortName, telegraph }: Registered): Shown =>
  telegraph === undefined ? { name, shortName } : { name: `${name}（${telegraph}）`, shortName: telegraph }

function differencesOf(
  units: ReadonlyMap<string, Registered>,
  shown: ReadonlyMap<string, Shown>,
  reader: string,
  expectedOf: (unit: Registered) => Shown,
): string[] {
  const wrong = [...units].filter(([id, unit]) => {
    const [found, expected] = [shown.get(id), expectedOf(unit)]
    return found?.name !== expected.name || found.shortName !== expected.shortName
  })
  if (wrong.length === 0) return []
  return [`consultations ${reader} shows ${wrong.length} of ${units.size} units otherwise than they were registered`]
}

/** A refusal that this release has never heard of still has its words and its field. */
async function refusalFindings(rig: Rig, url: string): Promise<string[]> {
  const body = {
    name: '被拒绝的单位',
    unitKind: 'HANDLING_UNIT',
    side: 'GOVERNMENT',
    duties: [],
    registeredOn: '2022-01-01',
  }
  const answer = await officeOf(rig, url)
    .send(directory.RegisterUnit, { ...body, telegraph: '0000' } as never)
    .catch((error: unknown) => error)
  if (!(answer instanceof RefusedError)) return ['the next release did not refuse what it should']
  const { code, field, zh, en } = answer
  return code === 'unit.telegraph' && field === 'telegraph' && zh !== '' && en !== ''
    ? []
    : [`a refusal of the next release came as ${code} at ${field}`]
}

/** Commands are strict: a field that this release does not know is refused by name, and nothing is done halfway. */
async function unknownFieldFindings(
  rig: Rig,
  now: { directory: ServiceProcess },
  publisher: ServiceProcess,
): Promise<string[]> {
  await publisher.stop()
  await now.directory.start()
  const body = {
    name: '提前的单位',
    unitKind: 'HANDLING_UNIT',
    side: 'GOVERNMENT',
    duties: [],
    registeredOn: '2022-01-01',
  }
  const answer = await officeOf(rig, now.directory.url)
    .send(directory.RegisterUnit, { ...body, telegraph: TELEGRAPH } as never)
    .catch((error: unknown) => error)
  return answer instanceof RefusedError && answer.code === 'request.invalid'
    ? []
    : ['this release took a command with a field that it does not know']
}
