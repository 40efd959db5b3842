import type { Readable } from 'node:stream'
import type { Check } from '../health.ts'

/** 扫描结果. */
export type Verdict = { state: 'CLEAN' } | { state: 'INFECTED'; signature: string }

/** Looks for malware in files. Where none is configured, files are shown as not scanned, and never as clean. */
export interface FileScanner {
  /** Reads a stream to its end, or as far as it takes to know. Throws `ScannerUnavailable` when it cannot tell. */
  scan(stream: Readable): Promise<Verdict>
  /** Throws `ScannerUnavailable` unless it works. */
  ping(): Promise<void>
}

/** The scanner is away, slow, or gave no answer that says something: nothing is known of the file. */
export class ScannerUnavailable extends Error {}

/** A service without its scanner works, but what comes is not scanned. */
export const scannerCheck =
  (scanner: FileScanner): Check =>
  async () => {
    try {
      await scanner.ping()
      return undefined
    } catch (error) {
      return { degraded: `files are not scanned: ${(error as Error).message}` }
    }
  }
