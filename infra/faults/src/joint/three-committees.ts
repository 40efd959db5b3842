import { join } from 'node:path'
import type { NatsProgram } from '@lianxie/local'
import { foundCompact, type Rig, startRig } from '@lianxie/local/rig'
import { CommitteeId, joint } from '@lianxie/contracts'
import { type HubServer, startHubServer } from './hub-server.ts'
import { type JointSide, openJointSide } from './joint-side.ts'
import { untilStored } from './whole.ts'

/** Three committees of one compact, each with PostgreSQL, NATS and processes of its own, and the hub between them. */
export interface ThreeCommittees extends AsyncDisposable {
  sides: readonly [JointSide, JointSide, JointSide]
  hub: HubServer
  compactId: string
  foundingFile: string
  /** An entry of the compact that comments can be about. */
  topicId: string
  /** A further hub, with the compact registered. */
  anotherHub(name: string): Promise<HubServer>
}

const NAMES = ['wujiang-cppcc', 'qingpu-cppcc', 'jiashan-cppcc'] as const

/** Starts them, founds their compact over HTTP and connects all; or stops what it started and throws. */
export async function startThreeCommittees(options: {
  dir: string
  program: NatsProgram | undefined
  log: (line: string) => void
  env?: Readonly<Record<string, string>>
}): Promise<ThreeCommittees> {
  await using life = new AsyncDisposableStack()
  const { dir, program, log, env } = options
  const startHub = async (name: string) => {
    const hub = await startHubServer({ name, dir: join(dir, name), program, log })
    life.defer(() => hub.stop())
    return hub
  }
  const hub = await startHub('hub')
  const starting = NAMES.map(async (name) => {
    const committee = CommitteeId.parse(name)
    const rig: Rig = await startRig({
      committee,
      dir: join(dir, committee),
      services: ['joint'],
      log,
      ...(program && { program }),
      ...(env && { env }),
    })
    life.defer(() => rig.stop())
    return openJointSide(rig)
  })
  // What fails waits for what is under way beside it, so that all of it is stopped.
  await Promise.allSettled(starting)
  const sides = (await Promise.all(starting)) as [JointSide, JointSide, JointSide]
  const { compactId, foundingFile } = await foundCompact(
    '故障演练联动协商机制',
    sides.map((side) => ({ office: side.as('STAFF_OFFICE'), chair: side.as('CHAIR') })),
  )
  await hub.register(foundingFile)
  await Promise.all(sides.map((side) => side.connectHub(compactId, hub.url)))
  const topicId = await sides[0].release(
    joint.DraftTopic,
    { compactId, title: '水体联保共治', summary: '太浦河沿线', form: '专题协商', year: 2022 },
    'the-topic',
  )
  await untilStored(sides, compactId, () => 1, 30_000)
  const running = life.move()
  return {
    sides,
    hub,
    compactId,
    foundingFile,
    topicId,
    async anotherHub(name) {
      const other = await startHubServer({ name, dir: join(dir, name), program, log })
      running.defer(() => other.stop())
      await other.register(foundingFile)
      return other
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
