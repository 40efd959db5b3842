import { joint } from '@lianxie/contracts'
import type { JointSide } from './joint-side.ts'

/** Entries being signed at several committees at once, each by the shipped commands. */
export interface EntryLoad {
  /** The ids of the entries that a service has answered for. */
  readonly signed: ReadonlySet<string>
  /** Fulfilled when so many have been signed, or all. */
  reached(count: number): Promise<void>
  /** Fulfilled when all are signed; rejected when one was refused. Answers entries per second. */
  readonly finished: Promise<{ seconds: number; perSecond: number }>
  /** No further entry is begun. */
  stop(): void
}

/**
 * 持续签署: `writers` at each of `sides` sign comments until there are `entries` in all. A service that is down is asked
 * again under the same key, so that each entry is signed once.
 */
export function startEntryLoad(options: {
  name: string
  sides: readonly JointSide[]
  compactId: string
  about: string
  entries: number
  writers: number
}): EntryLoad {
  const { name, sides, compactId, about, entries, writers } = options
  const signed = new Set<string>()
  const waiting: { count: number; go: () => void }[] = []
  const began = performance.now()
  let given = 0
  let over = false

  const note = (id: string) => {
    signed.add(id)
    for (const one of waiting.splice(0)) {
      if (signed.size >= one.count) one.go()
      else waiting.push(one)
    }
  }
  async function write(side: JointSide): Promise<void> {
    while (!over && given < entries) {
      const number = ++given
      const body = { compactId, about, text: `${name}，第${number}条意见。` }
      note(await side.release(joint.DraftComment, body, `${name}/${number}`))
    }
  }
  const all = Promise.all(sides.flatMap((side) => Array.from({ length: writers }, () => write(side))))
  const finished = all
    .then(() => {
      const seconds = (performance.now() - began) / 1_000
      return { seconds, perSecond: signed.size / seconds }
    })
    .finally(() => {
      over = true
      for (const { go } of waiting.splice(0)) go()
    })
  // It is awaited by whoever started it, perhaps after something else has failed.
  finished.catch(() => undefined)
  return {
    signed,
    reached: (count) =>
      over || signed.size >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, go: resolve })),
    finished,
    stop() {
      over = true
    },
  }
}
