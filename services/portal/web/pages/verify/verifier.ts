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
  verify(asked: Asked): Promise<Told>
  end(): void
}

export function startVerifier(): Verifier {
  const worker = new Worker(new URL('./verifier.worker.ts', import.meta.url), { type: 'module' })
  let last: Promise<unknown> = Promise.resolve()
  const ask = (asked: Asked) =>
    new Promise<Told>((resolve, reject) => {
      const done = new AbortController()
      const { signal } = done
      worker.addEventListener('message', ({ data }: MessageEvent<Told>) => (done.abort(), resolve(data)), { signal })
      // Where the program could not be loaded, or came upon what it did not expect.
      worker.addEventListener('error', ({ message }) => (done.abort(), reject(new Error(message))), { signal })
      worker.postMessage(asked)
    })
  return {
    verify: (asked) => {
      const answer = last.then(() => ask(asked))
      last = answer.catch(() => undefined)
      return answer
    },
    end: () => worker.terminate(),
  }
}
