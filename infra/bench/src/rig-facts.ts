import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Rig } from '@lianxie/local/rig'
import pg from 'pg'

const SETTINGS = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
  'shared_buffers',
  'max_wal_size',
  'max_connections',
  'random_page_cost',
] as const

/** Versions of a rig's servers and the settings that make them durable and fast, as the servers tell them. */
export async function settingsOf(rig: Rig): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: rig.postgres.url })
  await client.connect()
  const { rows } = await client.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from unnest($1::text[]) as name',
    [SETTINGS],
  )
  await client.end()
  const postgres = Object.fromEntries(rows.map(({ name, value }) => [`PostgreSQL ${name.replaceAll('_', ' ')}`, value]))
  const { version } = await greetingOf(rig.nats.port)
  return { ...postgres, 'nats-server version': version, 'nats-server sync interval': syncIntervalOf(rig) }
}

function syncIntervalOf(rig: Rig): string {
  const { jetstream } = JSON.parse(readFileSync(join(rig.nats.dataDir, 'nats.conf'), 'utf8')) as {
    jetstream: { sync_interval?: string }
  }
  return jetstream.sync_interval ?? '2m, the default: NATS is transport, and PostgreSQL has every event'
}

/** What a nats-server says about itself before it asks who is there. */
async function greetingOf(port: number): Promise<{ version: string }> {
  const socket = connect(port, '127.0.0.1')
  try {
    let text = ''
    while (!text.includes('\r\n')) text += String((await once(socket, 'data'))[0])
    return JSON.parse(text.slice(text.indexOf('{'), text.indexOf('\r\n'))) as { version: string }
  } finally {
    socket.destroy()
  }
}
