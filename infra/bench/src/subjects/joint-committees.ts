import { type Client, createClient, dataOf } from '@lianxie/client'
import { joint, type Role } from '@lianxie/contracts'
import { type Rig, startJointRigs } from '@lianxie/local/rig'
import pg from 'pg'
import { startWorker, type Worker } from '../load/calls.ts'
import type { JointGeneratorCalls } from '../load/joint-generator.ts'
import type { Context, Watched } from '../subject.ts'

/** One committee of the compact, as its people and its operator see it. */
export interface JointSide {
  committee: string
  rig: Rig
  /** A topic of its own that comments can be about. */
  topicId: string
  as(role: Role): Promise<Client>
  /** Entries in its own table. */
  stored(): Promise<number>
  /** Seconds from the signature of each entry that one of the others signed since, until it was stored here. */
  storedAt(since: Date): Promise<Map<string, number>>
  connect(url: string | null): Promise<void>
}

/** 三方联动: three committees with PostgreSQL, NATS and a joint service of their own, one compact, and a hub between them. */
export interface JointCommittees extends AsyncDisposable {
  sides: readonly JointSide[]
  compactId: string
  hubUrl: string
  generator: Worker<JointGeneratorCalls>
  processes: Watched[]
  /** Waits until every given side has so many entries in its table. Throws when it takes longer than `seconds`. */
  untilStored(sides: readonly JointSide[], entries: number, seconds: number): Promise<void>
  /** What is missing, waits or differs, in sentences. */
  problems(entries: number): Promise<string[]>
}

const LOOK_MS = 20

export async function startJointCommittees(context: Context): Promise<JointCommittees> {
  await using life = new AsyncDisposableStack()
  const { hub, compactId, ...opened } = life.use(
    await startJointRigs({
      name: '青吴嘉政协联动协商机制',
      dir: context.dir,
      log: (line) => context.log(line),
      startRig: (committee) => context.rig({ committee, services: ['joint'] }),
      sideOf: (rig) => ({ rig, as: clientsOf(rig) }),
      founderOf: async ({ as }) => ({ office: await as('STAFF_OFFICE'), chair: await as('CHAIR') }),
    }),
  )
  const sides = await Promise.all(
    opened.sides.map(async ({ rig, as }): Promise<JointSide> => {
      const database = new pg.Client({ connectionString: rig.databaseUrlOf('joint') })
      await database.connect()
      life.defer(() => database.end())
      return sideOf(rig, as, database, compactId)
    }),
  )
  for (const side of sides) await side.connect(hub.url)
  const generator = life.use(
    await startWorker<JointGeneratorCalls>(new URL('../load/joint-generator.ts', import.meta.url)),
  )
  for (const side of sides) side.topicId = await proposeTopic(await side.as('STAFF_OFFICE'), compactId)

  const untilStored: JointCommittees['untilStored'] = async (waiting, entries, seconds) => {
    const until = performance.now() + 1000 * seconds
    for (;;) {
      const stored = await Promise.all(waiting.map((side) => side.stored()))
      if (stored.every((count) => count >= entries)) return
      if (performance.now() > until)
        throw new Error(`expected ${entries} entries at every side, got ${stored.join(', ')}`)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }
  await untilStored(sides, sides.length, 30)
  const held = life.move()
  return {
    sides,
    compactId,
    hubUrl: hub.url,
    generator,
    untilStored,
    processes: [
      ...sides.flatMap(({ committee, rig }) => [
        { name: `joint, ${committee}`, pid: rig.service('joint').pid },
        { name: `PostgreSQL, ${committee}`, pid: rig.postgres.pid },
        { name: `nats-server, ${committee}`, pid: rig.nats.pid },
      ]),
      { name: 'hub', pid: hub.pid },
      { name: 'load generator', pid: generator.pid },
    ],
    problems: (entries) => problemsOf(sides, compactId, entries),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

type Clients = (role: Role) => Promise<Client>

function clientsOf(rig: Rig): Clients {
  return async (role) => {
    const token = await rig.token({ id: `bench-${role.toLowerCase()}`, role })
    return createClient({
      services: { joint: rig.service('joint').url },
      token: () => Promise.resolve(token),
      timeoutMs: 60_000,
    })
  }
}

function sideOf(rig: Rig, as: Clients, database: pg.Client, compactId: string): JointSide {
  return {
    committee: rig.committee,
    rig,
    topicId: '',
    as,
    async stored() {
      const { rows } = await database.query<{ count: number }>({
        name: 'stored',
        text: 'select count(*)::int as count from entry where compact_id = $1',
        values: [compactId],
      })
      return rows[0]!.count
    },
    async storedAt(since) {
      const { rows } = await database.query<{ entry_id: string; at: number }>(
        'select entry_id, extract(epoch from stored_at)::float8 as at from entry where compact_id = $1 and stored_at >= $2',
        [compactId, since],
      )
      return new Map(rows.map(({ entry_id, at }) => [entry_id, at]))
    },
    async connect(url) {
      const operator = await as('OPS')
      await operator.send(joint.ConnectHub, { compactId, url })
      if (url === null) return
      const until = performance.now() + 30_000
      while (!(await operator.ask(joint.CompactDetail, { compactId })).hub?.connected) {
        if (performance.now() > until) throw new Error(`expected ${rig.committee} to reach the hub within 30 s`)
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      }
    },
  }
}

async function proposeTopic(office: Client, compactId: string): Promise<string> {
  const topic = { compactId, title: '水体联保共治', summary: '太浦河沿线', form: '专题协商', year: 2022 }
  const { draftId, contentHash } = dataOf(await office.send(joint.DraftTopic, topic), joint.DraftPrepared)[0]!
  const released = await office.send(joint.ReleaseDraft, { draftId, contentHash })
  return dataOf(released, joint.DraftReleased)[0]!.entryId
}

async function problemsOf(sides: readonly JointSide[], compactId: string, entries: number): Promise<string[]> {
  const states = await Promise.all(
    sides.map(async (side) => (await side.as('STAFF_OFFICE')).ask(joint.CompactDetail, { compactId })),
  )
  return [
    ...states.flatMap((state, i) => {
      const { committee } = sides[i]!
      return [
        ...(state.entries !== entries ? [`${committee} shows ${state.entries} entries of ${entries}`] : []),
        ...(state.waiting > 0 ? [`${state.waiting} entries wait at ${committee}`] : []),
        ...(state.openAlarms > 0 ? [`${state.openAlarms} alarms are open at ${committee}`] : []),
      ]
    }),
    ...(new Set(states.map(({ digest }) => digest)).size > 1 ? ['the committees give different answers'] : []),
  ]
}
