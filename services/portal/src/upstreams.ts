/** The services behind `/api/<service>/*`; each speaks the language of its context. */
export const UPSTREAMS = [
  'identity',
  'directory',
  'consultations',
  'proposals',
  'supervision',
  'joint',
  'notices',
] as const
export type Upstream = (typeof UPSTREAMS)[number]

export const isUpstream = (name: string): name is Upstream => (UPSTREAMS as readonly string[]).includes(name)

/**
 * The address of a request behind the gateway: `path` goes on unchanged, under the service's own prefix. Undefined for what
 * could lead out of that prefix, however it is written.
 */
export function behind(base: string, prefix: string, path: string): string | undefined {
  if (!/^[\w\-.~%@:+,;=!$'()*/]*$/.test(path) || /%(?:2f|5c|00|25)/i.test(path)) return undefined
  const parts = path.split('/')
  const leadsOut = parts.some((part) => /^(?:\.|%2e){1,2}$/i.test(part))
  if (leadsOut || `${prefix}${path}`.includes('//')) return undefined
  return `${base}${prefix}${path}`
}
