import { join } from 'node:path'
import { ensureHub, writeConfig } from '@lianxie/hub'
import { writeSecret } from './keep-secret.ts'

/** What the hub's nats-server is started with: the tool's own file, and a monitor for the health check of its container. */
export const HUB_SERVER_CONFIG = 'server.conf'

/** 交换节点: lays a hub out the first time, and leaves what its operator registered as it is. */
export async function prepareHub(options: { dir: string; name: string; adminUrl: string }): Promise<void> {
  const { dir, name, adminUrl } = options
  const place = await ensureHub(dir, { name, host: '0.0.0.0', port: 4222, adminUrl })
  await writeConfig(place)
  await writeSecret(join(dir, HUB_SERVER_CONFIG), `http: "127.0.0.1:8222"\ninclude "${place.settings.configFile}"\n`)
}
