import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jointStream } from '@lianxie/contracts'
import {
  type Delivery,
  exportBundle,
  fileJournal,
  FoundingBundle,
  openMember,
  readBundle,
} from '@lianxie/joint-protocol'
import { CrashableStore } from '@lianxie/joint-protocol/testing'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { Holding } from './chains.ts'
import type { HubServer } from '@lianxie/local/rig'
import { heldEntry, type JointSide } from './joint-side.ts'

/**
 * What a hub carries: its whole stream, read and judged by the shipped protocol as a member with an empty memory would,
 * with the sealing key of `reader`.
 */
export async function hubHolding({
  hub,
  reader,
  compactId,
  foundingFile,
}: {
  hub: HubServer
  reader: JointSide
  compactId: string
  foundingFile: string
}): Promise<Holding & { messages: number; digest: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'lianxie-hub-reader-'))
  const founding = FoundingBundle.parse(JSON.parse(foundingFile))
  const member = await openMember({
    committee: reader.committee,
    founding,
    store: new CrashableStore(),
    // It has no journal, so it is in recovery, and takes in its own entries as well.
    journal: fileJournal(folder),
    transport: { publish: () => Promise.reject(new Error('a reader of the hub publishes nothing')) },
    files: { has: async () => true, read: () => undefined, putChunk: async () => undefined },
    sealer: await reader.sealer(),
    signer: () => undefined,
    clock: { now: () => new Date() },
  })
  const admin = await hub.admin()
  try {
    const stream = jointStream(compactId)
    const { state } = await (await jetstreamManager(admin, { checkAPI: false })).streams.info(stream)
    if (state.messages > 0) {
      const consumer = await jetstream(admin).consumers.get(stream)
      let batch: Delivery[] = []
      for await (const { subject, data: bytes, seq } of await consumer.consume()) {
        batch.push({ subject, bytes })
        if (batch.length < 100 && seq < state.last_seq) continue
        await member.receive(batch)
        batch = []
        if (seq >= state.last_seq) break
      }
    }
    const bundle = readBundle(exportBundle(member.view, founding))
    if (!bundle) throw new Error('expected a data package of what the hub carries')
    return {
      holder: 'hub',
      entries: bundle.entries.map(heldEntry),
      messages: state.messages,
      digest: member.view.digest(),
    }
  } finally {
    await admin.close()
    await rm(folder, { recursive: true })
  }
}
