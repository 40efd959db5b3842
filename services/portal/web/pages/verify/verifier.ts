import type { EvidenceReport } from '@lianxie/joint-protocol/verify-evidence'

export interface Asked {
  bytes: Uint8Array
  files: readonly (readonly [name: string, bytes: Uint8Array])[]
}

export interface Told {
  report: EvidenceReport
  milliseconds: number
}

/** 核验程序: checks one evidence file after the other in a worker, which is loaded with the page so that no network is needed later. */
export interface Verifier {
  /** Rejects with `VerifierBroken` where the program could not be loaded, or came upon what it did not expect; start another one then. */
  verify(asked: Asked): Promise<Told>
  end(): void
}

/** The program did not run, whatever the file is. */
export class VerifierBroken extends Error {
  override readonly name = 'VerifierBroken'
}

export const startVerifier = (): Verifier =>
  verifierOn(new Worker(new URL('./verifier.worker.ts', import.meta.url), { type: 'module' }))

type Thread = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>

export function verifierOn(worker: Thread): Verifier {
  // Listened to from the beginning: that it could not be loaded is told once, most often before anything is asked.
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => undefined)
  const breaks = ({ message }: { message?: string }) => broken.reject(new VerifierBroken(message ?? 'not loaded'))
  worker.addEventListener('error', (event) => breaks(event))
  worker.addEventListener('messageerror', () => breaks({ message: 'unreadable answer' }))
  const ask = (asked: Asked) =>
    new Promise<Told>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Told>) => resolve(data), { once: true })
      worker.postMessage(asked)
    })
  let last: Promise<unknown> = Promise.resolve()
  return {
    verify: (asked) => {
      const answer = Promise.race([broken.promise, last.then(() => ask(asked))])
      last = answer.catch(() => undefined)
      return answer
    },
    end: () => worker.terminate(),
  }
}
