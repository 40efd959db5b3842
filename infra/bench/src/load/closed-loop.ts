import type { CommandClient } from './command-client.ts'
import { change, type LoadUnit, markOf, paths } from './units.ts'

/** What came of a closed loop between `mark` and `end`. */
export interface ClosedLoopResult {
  /** Commands accepted until the load was stopped, and all of them with those under way at that moment. */
  accepted: number
  acceptedInAll: number
  refusals: string[]
  /** Milliseconds from sending to the answer, of those that were answered in time. */
  latencies: number[]
}

export interface ClosedLoop {
  /** From here on it counts; what came before was for warming up. */
  mark(): void
  /** Sends nothing more and waits for the answers under way. */
  end(): Promise<ClosedLoopResult>
}

/** Clients that each send a command, wait for its answer, and send the next, for as long as the loop lasts. */
export function startClosedLoop(options: {
  client: CommandClient
  clients: number
  /** Shared out among the clients, so that no two change the same unit at once. */
  units: readonly LoadUnit[]
  /** One account for each client, used again when there are fewer. */
  tokens: readonly string[]
  nextNumber: () => number
  keys: string
}): ClosedLoop {
  const { client, clients, units, tokens, nextNumber, keys } = options
  let stopped = false
  let result: ClosedLoopResult = { accepted: 0, acceptedInAll: 0, refusals: [], latencies: [] }

  async function run(index: number): Promise<void> {
    const own = units.filter((_, i) => i % clients === index)
    const token = tokens[index % tokens.length]!
    for (let turn = 0; !stopped; turn += 1) {
      const unit = own[turn % own.length]!
      const number = nextNumber()
      const mark = markOf(number)
      const began = performance.now()
      const answer = await client.send({
        path: paths.change,
        body: change(unit, mark),
        token,
        key: `${keys}-${number}`,
        version: unit.version,
      })
      if (!answer.accepted) {
        result.refusals.push(answer.why)
        continue
      }
      Object.assign(unit, { version: answer.version, mark })
      result.acceptedInAll += 1
      if (stopped) continue
      result.accepted += 1
      result.latencies.push(performance.now() - began)
    }
  }
  const running = Promise.all(Array.from({ length: clients }, (_, index) => run(index)))
  return {
    mark() {
      // Refusals count whenever they came.
      result = { accepted: 0, acceptedInAll: 0, refusals: result.refusals, latencies: [] }
    },
    async end() {
      stopped = true
      await running
      return result
    },
  }
}
