import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joint } from '@lianxie/contracts'
import { until } from '@lianxie/local/demo'
import { type Line, openLine } from '@lianxie/local/line'
import { foundCompact, startHubServer } from '@lianxie/local/rig'
import { type Committee, type Offices, type Sample, startCommittee, startOffices } from './committee.ts'

/** 三方联动: three committees, each an instance of its own, in one compact, with a hub between them. */
export interface JointCommittees extends AsyncDisposable {
  /** 吴江, which hosts and signs last; 青浦; 嘉善. */
  committees: readonly [Committee, Offices, Offices]
  compactId: string
  /** The way of 嘉善 to the hub, which can be cut. */
  line: Line
}

/** `sample`: the lives that the host has besides. */
export async function startJointCommittees(sample?: Sample): Promise<JointCommittees> {
  await using life = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'lianxie-browser-hub-'))
  life.defer(() => rm(dir, { recursive: true, force: true }))
  const hub = await startHubServer({ name: 'hub', dir: join(dir, 'hub'), program: undefined, log: () => undefined })
  life.defer(() => hub.stop())
  const committees = [
    life.use(await startCommittee(sample)),
    life.use(await startOffices('qingpu-cppcc')),
    life.use(await startOffices('jiashan-cppcc')),
  ] as const
  const sides = committees.map(({ side }) => side)
  const { compactId, foundingFile } = await foundCompact(
    '青吴嘉政协联动协商机制',
    sides.map((side) => ({ office: side.as('office'), chair: side.as('chair') })),
    { rotation: { firstYear: 2022, order: [sides[0]!.committee], swaps: [] } },
  )
  await hub.register(foundingFile)
  const line = await openLine(hub.url)
  life.defer(() => line.close())
  for (const [i, side] of sides.entries())
    await side.as('operator').send(joint.ConnectHub, { compactId, url: i === 2 ? line.url(hub.url) : hub.url })
  for (const side of sides) {
    await until(`${side.committee} to reach the hub`, async () => {
      const { hub: own } = await side.as('office').ask(joint.CompactDetail, { compactId })
      return own?.connected
    })
  }
  const kept = life.move()
  return { committees, compactId, line, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}
