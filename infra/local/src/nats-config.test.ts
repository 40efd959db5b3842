import { expect, test } from 'vitest'
import { natsConfigText } from './nats-config.ts'

const place = { name: 'hub', dir: '/srv/a "quoted" place/hub', port: -1 }

test('a server listens on this machine only and keeps everything in its directory', () => {
  expect(JSON.parse(natsConfigText(place))).toEqual({
    server_name: 'hub',
    listen: '127.0.0.1:-1',
    pid_file: '/srv/a "quoted" place/hub/nats.pid',
    ports_file_dir: '/srv/a "quoted" place/hub',
    jetstream: { store_dir: '/srv/a "quoted" place/hub/jetstream' },
  })
})

test('what the caller configures is added, within jetstream as well', () => {
  const config = { accounts: { A: { users: [{ nkey: 'U123' }] } }, jetstream: { sync_interval: 'always' } }

  const written = JSON.parse(natsConfigText({ ...place, port: 4222, config })) as Record<string, unknown>

  expect(written['listen']).toBe('127.0.0.1:4222')
  expect(written['accounts']).toEqual(config.accounts)
  expect(written['jetstream']).toEqual({ store_dir: '/srv/a "quoted" place/hub/jetstream', sync_interval: 'always' })
})
