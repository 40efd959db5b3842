import { randomUUID } from 'node:crypto'

/** A UUID of version 7: 48 bits of milliseconds, then random. Ids of one process sort by the time they were made. */
export function newId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  // Version 4 from its third group on, as Node makes it from a pool of random bytes, with the digit of version 7.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
