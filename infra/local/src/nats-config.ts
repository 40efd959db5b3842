import { join } from 'node:path'

/** Any part of a nats-server configuration: accounts, users, leaf nodes, limits. What is given here wins. */
export type NatsConfig = { jetstream?: Record<string, unknown> } & Record<string, unknown>

export interface NatsPlace {
  name: string
  /** Absolute. Everything that the server keeps lies under it. */
  dir: string
  /** -1: any free one, written into the ports file. */
  port: number
  host?: string
  config?: NatsConfig
}

/**
 * The text of a configuration file: one server, reachable from this machine only, with JetStream on files. nats-server
 * reads JSON as well as its own notation, so nothing has to be quoted by hand.
 */
export function natsConfigText({ name, dir, port, host = '127.0.0.1', config = {} }: NatsPlace): string {
  const { jetstream, ...rest } = config
  const own = { server_name: name, listen: `${host}:${port}`, pid_file: join(dir, 'nats.pid'), ports_file_dir: dir }
  return `${JSON.stringify({ ...own, ...rest, jetstream: { store_dir: join(dir, 'jetstream'), ...jetstream } }, null, 2)}\n`
}
