import { Worker } from 'node:worker_threads'
import { UnprintableText } from './card/card.ts'
import type { OfficeAnswer, OfficeTask } from './office-task.ts'

const NOBODY = 0

/** The thread that files are made in: started by the first task, ended by whoever holds it. */
export class OfficeThread implements AsyncDisposable {
  #worker: Worker | undefined
  #asked = 0
  #disposed = false
  readonly #waiting = new Map<number, PromiseWithResolvers<Uint8Array>>()

  ask(task: OfficeTask): Promise<Uint8Array> {
    if (this.#disposed) return Promise.reject(new Error('expected office files to be in use, they were disposed of'))
    const id = (this.#asked += 1)
    const answer = Promise.withResolvers<Uint8Array>()
    this.#waiting.set(id, answer)
    try {
      this.#worker ??= this.#start()
      // An idle thread does not keep the process alive, a task does.
      this.#worker.ref()
      this.#worker.postMessage({ id, task })
    } catch (error) {
      // What cannot be sent to a thread, such as a function in a cell, is refused to the caller.
      this.#settle(id)?.reject(error)
    }
    return answer.promise
  }

  /** For a task whose answer nobody needs; without a thread there is nothing to do. */
  tell(task: OfficeTask): void {
    this.#worker?.postMessage({ id: NOBODY, task })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(new URL('./office-worker.ts', import.meta.url), {
      // What a service preloads, such as its telemetry, is of no use here.
      execArgv: [],
      // Most of what a file is made of is used once: a small young generation takes a third less memory.
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
    })
    worker.on('message', (answer: OfficeAnswer) => {
      const waiting = this.#settle(answer.id)
      if ('error' in answer) waiting?.reject(answer.error)
      else if ('unprintable' in answer) waiting?.reject(new UnprintableText(answer.unprintable))
      else waiting?.resolve(answer.bytes)
    })
    worker.on('error', (error) => this.#end(worker, error))
    worker.on('exit', (code) => this.#end(worker, new Error(`expected a file, but its thread ended with code ${code}`)))
    return worker
  }

  #settle(id: number): PromiseWithResolvers<Uint8Array> | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (this.#waiting.size === 0) this.#worker?.unref()
    return waiting
  }

  /** Who waits is told why; the next task starts another thread. */
  #end(worker: Worker, reason: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
  }
}
