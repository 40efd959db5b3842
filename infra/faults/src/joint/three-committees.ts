import { join } from 'node:path'
import type { NatsProgram } from '@lianxie/local'
import { type JointRigs, startJointRigs, startRig } from '@lianxie/local/rig'
import { joint } from '@lianxie/contracts'
import { type JointSide, openJointSide } from './joint-side.ts'
import { untilStored } from './whole.ts'

/** Three committees of one compact, all connected to the hub between them. */
export interface ThreeCommittees extends JointRigs<JointSide> {
  /** An entry of the compact that comments can be about. */
  topicId: string
}

/** Starts them, founds their compact over HTTP and connects all; or stops what it started and throws. */
export async function startThreeCommittees(options: {
  dir: string
  program: NatsProgram | undefined
  log: (line: string) => void
  env?: Readonly<Record<string, string>>
}): Promise<ThreeCommittees> {
  await using life = new AsyncDisposableStack()
  const { dir, program, log, env } = options
  const rigs = life.use(
    await startJointRigs<JointSide>({
      name: '故障演练联动协商机制',
      dir,
      program,
      log,
      async startRig(committee) {
        const rig = await startRig({
          committee,
          dir: join(dir, committee),
          services: ['joint'],
          log,
          // As the image has it: a service that is started again does not compile its code anew.
          env: { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(dir, 'compile-cache'), ...env },
          ...(program && { program }),
        })
        life.defer(() => rig.stop())
        return rig
      },
      sideOf: openJointSide,
      founderOf: (side) => ({ office: side.as('STAFF_OFFICE'), chair: side.as('CHAIR') }),
    }),
  )
  const { sides, hub, compactId } = rigs
  await Promise.all(sides.map((side) => side.connectHub(compactId, hub.url)))
  const topicId = await sides[0].release(
    joint.DraftTopic,
    { compactId, title: '水体联保共治', summary: '太浦河沿线', form: '专题协商', year: 2022 },
    'the-topic',
  )
  await untilStored(sides, compactId, () => 1, 30_000)
  const running = life.move()
  return { ...rigs, topicId, [Symbol.asyncDispose]: () => running.disposeAsync() }
}
