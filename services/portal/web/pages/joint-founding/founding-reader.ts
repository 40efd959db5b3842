import type { ReadFounding } from '@lianxie/joint-protocol/founding'

export type Asked = { file: string } | { keys: { signing: unknown; recovery: unknown } }

/** 成立文件, with its signatures verified; without `founding` it is no such file. */
export interface FoundingRead {
  founding?: ReadFounding
}

/** The fingerprints of the keys of a card; undefined where they are no keys. */
export type CardRead = { signing: string; recovery: string } | undefined

/** Reads a founding file on this device: what it says and whose signatures are good. */
export const readFoundingFile = (file: string): Promise<FoundingRead> => asked<FoundingRead>({ file })

/** Works out on this device what is compared by telephone before a card is relied on. */
export const readCard = ({ keys }: { keys: { signing: unknown; recovery: unknown } }): Promise<CardRead> =>
  asked<CardRead>({ keys: { signing: keys.signing, recovery: keys.recovery } })

/** One question, one thread: files of this kind come once in years. Rejects where the program could not be loaded. */
async function asked<T>(question: Asked): Promise<T> {
  const worker = new Worker(new URL('./founding.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<T>) => resolve(data), { once: true })
      worker.addEventListener('error', ({ message }) => reject(new Error(message || 'not loaded')), { once: true })
      worker.postMessage(question)
    })
  } finally {
    worker.terminate()
  }
}
