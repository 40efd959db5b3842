import { createHash } from 'node:crypto'

/**
 * A UUID for a record's readable id, the same on every machine and every run, so that loading twice loads once.
 * Version 8 of RFC 9562: the bits are those of a SHA-256.
 */
export function sampleId(id: string): string {
  const hex = createHash('sha256').update(`lianxie sample data\n${id}`).digest('hex')
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
