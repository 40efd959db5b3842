import { join } from 'node:path'
import { CommitteeId } from '@lianxie/contracts'
import type { NatsProgram } from '../nats-program.ts'
import { type CompactChange, type Founder, foundCompact } from './found-compact.ts'
import { type HubServer, startHubServer } from './hub-server.ts'
import type { Rig } from './rig.ts'

type Names = readonly [string, string, string]

/** 三方联动: three committees of one compact, each with servers and a joint service of its own, and the hub between them. */
export interface JointRigs<Side> extends AsyncDisposable {
  sides: readonly [Side, Side, Side]
  hub: HubServer
  compactId: string
  foundingFile: string
  /** A further hub, with the compact registered. */
  anotherHub(name: string): Promise<HubServer>
}

const NAMES: Names = ['wujiang-cppcc', 'qingpu-cppcc', 'jiashan-cppcc']

/**
 * Starts all of it, founds their compact over HTTP and registers it at the hub; who connects to it is the caller's to say.
 * Stops the hubs when it is disposed of; rigs are stopped by whoever `startRig` belongs to.
 */
export async function startJointRigs<Side>(options: {
  /** Of the compact. */
  name: string
  /** Who the sides are, where it matters; the first hosts. */
  committees?: Names
  /** What the compact says otherwise than one of equals. */
  compact?: CompactChange
  dir: string
  program?: NatsProgram | undefined
  log: (line: string) => void
  /** One committee; of its services joint is needed. */
  startRig: (committee: CommitteeId) => Promise<Rig>
  sideOf: (rig: Rig) => Side
  founderOf: (side: Side) => Founder | Promise<Founder>
}): Promise<JointRigs<Side>> {
  await using life = new AsyncDisposableStack()
  const { dir, program, log, committees = NAMES } = options
  const startHub = async (name: string, owner: AsyncDisposableStack) => {
    const hub = await startHubServer({ name, dir: join(dir, name), program, log })
    owner.defer(() => hub.stop())
    return hub
  }
  const hub = await startHub('hub', life)
  const starting = committees.map(async (name) => options.sideOf(await options.startRig(CommitteeId.parse(name))))
  // What fails waits for what is under way beside it, so that all of it is stopped.
  await Promise.allSettled(starting)
  const sides = (await Promise.all(starting)) as [Side, Side, Side]
  const founders = await Promise.all(sides.map(async (side) => options.founderOf(side)))
  const { compactId, foundingFile } = await foundCompact(options.name, founders, options.compact)
  await hub.register(foundingFile)
  const running = life.move()
  return {
    sides,
    hub,
    compactId,
    foundingFile,
    async anotherHub(name) {
      const other = await startHub(name, running)
      await other.register(foundingFile)
      return other
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
