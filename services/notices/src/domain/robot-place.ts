import { type notices as n, Refusal } from '@lianxie/contracts'

export interface RobotHosts {
  /** The only hosts that anything is sent to, `host` or `host:port`. */
  hosts: readonly string[]
  byHttp: boolean
}

const PATHS: Record<n.RobotVendor, { path: string; key: string }> = {
  WECOM: { path: '/cgi-bin/webhook/send', key: 'key' },
  DINGTALK: { path: '/robot/send', key: 'access_token' },
}

/**
 * Webhook 地址: of an allowed host, by https, at the vendor's own path with nothing but its key. What somebody types becomes
 * an address that this server calls: by this it can be no other than a robot's.
 */
export function requireRobotPlace(
  { vendor, url: typed, secret }: { vendor: n.RobotVendor; url: string; secret?: string | undefined },
  { hosts, byHttp }: RobotHosts,
): void {
  const wrong = new Refusal('notices.robot_address', { field: 'url' })
  const url = URL.canParse(typed) ? new URL(typed) : undefined
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') throw wrong
  if (url.protocol !== 'https:' && !(byHttp && url.protocol === 'http:')) throw wrong
  if (!hosts.includes(url.host)) throw new Refusal('notices.robot_host', { field: 'url', host: url.host })
  const { path, key } = PATHS[vendor]
  const names = [...url.searchParams.keys()]
  if (url.pathname !== path || names.length !== 1 || names[0] !== key) throw wrong
  if (!/^[\w-]{8,200}$/.test(url.searchParams.get(key) ?? '')) throw wrong
  if (vendor === 'WECOM' && secret !== undefined) throw new Refusal('notices.robot_secret', { field: 'secret' })
}
