import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { spreadOf } from './statistics.ts'

/** What figures of this machine depend on. Nothing names the machine or its places. */
export function machineFacts(dir: string): Record<string, string> {
  const cores = cpus()
  return {
    processor: cores[0]?.model.trim() ?? 'unknown',
    cores: String(cores.length),
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    kernel: `${process.platform} ${release()}, ${process.arch}`,
    Node: process.versions.node,
    'file system': fileSystemOf(dir),
    'write and fdatasync of 8 kB': `${(syncSeconds(dir) * 1e6).toFixed(0)} µs (median of ${SYNCS})`,
  }
}

const FILE_SYSTEMS: Record<number, string> = {
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x2fc12fc1: 'zfs',
  0xf2f52010: 'f2fs',
  0x794c7630: 'overlay',
  0x6969: 'nfs',
  0x01021994: 'tmpfs: nothing here reaches a disk',
}

function fileSystemOf(dir: string): string {
  const { type } = statfsSync(dir)
  return FILE_SYSTEMS[type] ?? `type 0x${type.toString(16)}`
}

const SYNCS = 200

/** How long it takes until a page is on the disk: what a single commit costs at least. */
function syncSeconds(dir: string): number {
  const file = join(dir, 'sync-probe')
  const page = Buffer.alloc(8192, 1)
  const fd = openSync(file, 'w')
  try {
    const seconds = Array.from({ length: SYNCS }, (_, i) => {
      const began = performance.now()
      writeSync(fd, page, 0, page.length, (i % 64) * page.length)
      fdatasyncSync(fd)
      return (performance.now() - began) / 1000
    })
    return spreadOf(seconds).median
  } finally {
    closeSync(fd)
    rmSync(file)
  }
}
