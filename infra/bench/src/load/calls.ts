import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A worker process that is called like an object; its CPU time is its own. */
export interface Worker<Calls> {
  readonly pid: number
  readonly call: Calls
  /** Ends the process and waits until it has gone. */
  [Symbol.asyncDispose](): Promise<void>
}

type AnyCalls = Record<string, (argument: never) => Promise<unknown>>
type Request = { id: number; name: string; argument: unknown }
type Reply = { id: number; answer?: unknown; failure?: string }

/** Starts a program that ends in `answerCalls`. A call fails when the program throws, or ends before it has answered. */
export async function startWorker<Calls extends AnyCalls>(program: URL): Promise<Worker<Calls>> {
  const child = fork(program, { serialization: 'advanced', execArgv: [] })
  const waiting = new Map<number, (reply: Reply) => void>()
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void gone.then(() => {
    for (const [id, answer] of waiting) answer({ id, failure: 'the process ended before it had answered' })
  })
  child.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  await once(child, 'spawn')
  let last = 0
  const call = new Proxy({} as Calls, {
    get: (_, name: string) => async (argument: unknown) => {
      const request: Request = { id: (last += 1), name, argument }
      const { answer, failure } = await new Promise<Reply>((resolve) => {
        waiting.set(request.id, resolve)
        if (!child.send(request) && !child.connected) resolve({ id: request.id, failure: 'the process has ended' })
      })
      if (failure !== undefined) throw new Error(`${name}: ${failure}`)
      return answer
    },
  })
  return {
    pid: child.pid!,
    call,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Answers the calls of the process that started this one, and ends with it. */
export function answerCalls<Calls extends AnyCalls>(calls: Calls): void {
  process.on('message', (request: Request) => void answer(calls, request))
  process.on('disconnect', () => process.exit())
  // Ctrl-C reaches the whole group; whoever measures decides when this process ends.
  process.on('SIGINT', () => undefined)
}

async function answer(calls: AnyCalls, { id, name, argument }: Request): Promise<void> {
  const reply: Reply = await calls[name]!(argument as never).then(
    (done) => ({ id, answer: done }),
    (error: unknown) => ({ id, failure: (error as Error).message }),
  )
  process.send!(reply)
}
