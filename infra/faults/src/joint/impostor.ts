import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  ageSealer,
  fileJournal,
  fingerprintOf,
  FoundingBundle,
  localSigner,
  type Member,
  openMember,
  PrivateKey,
  type SignedEntry,
} from '@lianxie/joint-protocol'
import { CrashableStore } from '@lianxie/joint-protocol/testing'
import { jetstream } from '@nats-io/jetstream'
import { connect, nkeyAuthenticator } from '@nats-io/transport-node'
import type { JointSide } from './joint-side.ts'

/** Somebody with a copy of a committee's keys, journal and entries, who signs in its name through another hub. */
export interface Impostor {
  member: Member<unknown>
  stop(): Promise<void>
}

/** A copy of all that one needs to sign in a committee's name, as it was at this moment. */
export interface StolenCopy {
  openAt(hubUrl: string): Promise<Impostor>
}

export async function stealCopy(
  side: JointSide,
  { compactId, foundingFile, folder }: { compactId: string; foundingFile: string; folder: string },
): Promise<StolenCopy> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const what of ['keys', 'journal'])
    await cp(join(side.rig.dir, what, 'joint'), join(folder, what), { recursive: true })
  const { signed } = await side.held(compactId)
  return { openAt: (hubUrl) => openImpostor(side, { folder, foundingFile, signed, hubUrl }) }
}

async function openImpostor(
  { committee }: JointSide,
  stolen: { folder: string; foundingFile: string; signed: SignedEntry[]; hubUrl: string },
): Promise<Impostor> {
  const keys = join(stolen.folder, 'keys')
  const textsOf = async (what: string) =>
    Promise.all((await readdir(join(keys, what))).map((name) => readFile(join(keys, what, name), 'utf8')))
  const signers = new Map(
    (await textsOf('signing'))
      .map((text) => localSigner(PrivateKey.parse(JSON.parse(text))))
      .map((signer) => [fingerprintOf(signer.key), signer]),
  )
  const nats = await connect({
    servers: stolen.hubUrl,
    authenticator: nkeyAuthenticator(await readFile(join(keys, 'hub.seed'))),
    inboxPrefix: `_INBOX_${committee}`,
  })
  const member = await openMember({
    committee,
    founding: FoundingBundle.parse(JSON.parse(stolen.foundingFile)),
    store: new CrashableStore(),
    journal: fileJournal(join(stolen.folder, 'journal')),
    transport: {
      publish: async ({ subject, id, bytes }) => void (await jetstream(nats).publish(subject, bytes, { msgID: id })),
    },
    files: { has: async () => true, read: () => undefined, putChunk: async () => undefined },
    sealer: ageSealer(await textsOf('sealing')),
    signer: (fingerprint) => signers.get(fingerprint),
    clock: { now: () => new Date() },
  })
  await member.take(stolen.signed, committee)
  return { member: member as Member<unknown>, stop: () => nats.close() }
}
