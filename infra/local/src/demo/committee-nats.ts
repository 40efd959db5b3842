import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CommitteeId, contexts, eventConsumer, eventStream, topology } from '@lianxie/contracts'
import { makeFolder } from '../make-folder.ts'
import type { NatsConfig } from '../nats-config.ts'

/** The account of a committee's own services, and the one that may look at events and change nothing. */
export const SERVICES = 'services'
export const READER = 'reader'
/** The gateway, which hears that something happened and says nothing. */
export const GATEWAY = 'portal'

export interface CommitteeNats {
  config: NatsConfig
  /** What the committee's services sign in with. */
  auth: { user: string; pass: string }
  /** Holds the password of the reader, for its owner's eyes. */
  readerPasswordFile: string
  /** What the gateway signs in with. */
  gateway: { user: string; pass: string }
}

/** The accounts of one committee's NATS server; their passwords are made once and kept in the committee's folder. */
export async function openCommitteeNats(committee: CommitteeId, folder: string): Promise<CommitteeNats> {
  makeFolder(folder, 0o700)
  const readerPasswordFile = join(folder, 'nats-reader.password')
  const pass = await keepPassword(join(folder, 'nats-services.password'))
  const reader = await keepPassword(readerPasswordFile)
  const gateway = await keepPassword(join(folder, 'nats-portal.password'))
  return {
    auth: { user: SERVICES, pass },
    readerPasswordFile,
    gateway: { user: GATEWAY, pass: gateway },
    config: {
      authorization: {
        users: [
          { user: SERVICES, password: pass },
          { user: READER, password: reader, permissions: readerPermissions(committee) },
          {
            user: GATEWAY,
            password: gateway,
            permissions: { publish: { deny: ['>'] }, subscribe: { allow: [`evt.${committee}.>`] } },
          },
        ],
      },
    },
  }
}

/**
 * Reads the event streams through consumers of its own. It publishes no event, changes no stream, takes nothing from the
 * durable consumers that the services work with, and hears no answer that was meant for another: its clients set their
 * inbox prefix to `_INBOX_reader`.
 */
function readerPermissions(committee: CommitteeId) {
  const streams = Object.keys(contexts).map(eventStream)
  const durables = Object.entries(topology).flatMap(([service, { listensTo }]) =>
    listensTo.map((context) => `${eventStream(context)}.${eventConsumer(service, context)}`),
  )
  return {
    publish: {
      allow: streams.flatMap((stream) => [
        `$JS.API.STREAM.INFO.${stream}`,
        `$JS.API.CONSUMER.CREATE.${stream}.>`,
        `$JS.API.CONSUMER.INFO.${stream}.*`,
        `$JS.API.CONSUMER.MSG.NEXT.${stream}.*`,
        `$JS.API.CONSUMER.DELETE.${stream}.*`,
      ]),
      deny: durables.flatMap((durable) => [
        `$JS.API.CONSUMER.CREATE.${durable}`,
        `$JS.API.CONSUMER.CREATE.${durable}.>`,
        `$JS.API.CONSUMER.MSG.NEXT.${durable}`,
        `$JS.API.CONSUMER.DELETE.${durable}`,
      ]),
    },
    subscribe: { allow: [`evt.${committee}.>`, `_INBOX_${READER}.>`] },
  }
}

async function keepPassword(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = randomBytes(24).toString('base64url')
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx' })
  return made
}
