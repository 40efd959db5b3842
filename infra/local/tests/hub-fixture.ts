import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AdminKey, newAdminKey } from '@lianxie/hub'
import {
  type CompactText,
  createInvitation,
  type FoundingBundle,
  generateKey,
  generateSealingKey,
  localSigner,
  type Signer,
  signInvitation,
} from '@lianxie/joint-protocol'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { createUser } from '@nats-io/nkeys'

/** A committee with the keys it enters compacts with. */
export interface Party {
  committee: string
  seed: Uint8Array
  member: CompactText['members'][number]
  signing: Signer
  recovery: Signer
}

export async function newParty(committee: string): Promise<Party> {
  const [signing, recovery] = [generateKey(), generateKey()]
  const hub = createUser()
  return {
    committee,
    seed: hub.getSeed(),
    signing: localSigner(signing.privateKey),
    recovery: localSigner(recovery.privateKey),
    member: {
      committee,
      name: committee,
      keys: {
        signing: signing.publicKey,
        recovery: recovery.publicKey,
        sealing: (await generateSealingKey()).recipient,
        hub: hub.getPublicKey(),
      },
    },
  }
}

/** A founding signed by the given sides, all of them by default. */
export async function found(parties: Party[], signers: Party[] = parties): Promise<FoundingBundle> {
  let bundle = createInvitation({
    name: '青吴嘉政协联动协商机制',
    kind: 'equals',
    upper: null,
    members: parties.map(({ member }) => member),
    start: '2022-03-01',
    end: null,
    linkages: ['联合调研'],
    rotation: { firstYear: 2022, order: parties.map(({ committee }) => committee), swaps: [] },
    crossing: ['PUBLIC', 'JOINT'],
    archiveRule: '各方各自存档',
    exitRule: '书面通知后退出',
    articles: '各方平等协商，一致同意后生效。',
  })
  for (const { committee, signing, recovery } of signers) {
    const approval = { organ: '主席会议', number: '第1次', date: '2022-03-01' }
    const at = new Date('2022-03-01T01:00:00.000Z')
    bundle = await signInvitation(bundle, { committee, approval, at, signing, recovery })
  }
  return bundle
}

/** Connections and files that are gone at the end of a test. */
export interface Room extends AsyncDisposable {
  dir: string
  admin: AdminKey
  asAdmin(url: string): Promise<NatsConnection>
  as(url: string, party: Party): Promise<NatsConnection>
  keep<T extends { stop(): Promise<void> }>(server: T): T
}

export function newRoom(): Room {
  const dir = mkdtempSync(join(tmpdir(), 'lianxie-hub-'))
  const admin = newAdminKey()
  const connections: NatsConnection[] = []
  const servers: { stop(): Promise<void> }[] = []
  const open = async (servers: string, seed: Uint8Array, inboxPrefix?: string) => {
    const authenticator = nkeyAuthenticator(seed)
    const options = { servers, authenticator, reconnect: false, ...(inboxPrefix !== undefined && { inboxPrefix }) }
    const connection = await connect(options)
    connections.push(connection)
    return connection
  }
  return {
    dir,
    admin,
    asAdmin: (url) => open(url, new TextEncoder().encode(admin.seed)),
    as: (url, { committee, seed }) => open(url, seed, `_INBOX_${committee}`),
    keep: (server) => {
      servers.push(server)
      return server
    },
    async [Symbol.asyncDispose]() {
      for (const connection of connections) await connection.close()
      for (const server of servers) await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
