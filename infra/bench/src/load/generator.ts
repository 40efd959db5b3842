import { randomUUID } from 'node:crypto'
import { type ClosedLoop, type ClosedLoopResult, startClosedLoop } from './closed-loop.ts'
import { type CommandClient, commandClient } from './command-client.ts'
import { type InsertLoop, type InsertWay, startInsertLoop } from './insert-loop.ts'
import { type OpenLoopResult, runOpenLoop } from './open-loop.ts'
import { watchProjection } from './projection.ts'
import { runSyncLoop } from './sync-loop.ts'
import { type LoadUnit, paths, registration } from './units.ts'
import { answerCalls } from './calls.ts'

/** What the load generator is asked for, by the process that measures. */
export type GeneratorCalls = {
  /** Registers the units of the load through the service's own API. */
  prepare(options: { url: string; tokens: string[]; units: number; connections: number }): Promise<void>
  beginCommands(options: { clients: number }): Promise<void>
  endCommands(): Promise<ClosedLoopResult>
  openLoop(options: { databaseUrl: string; ratePerSecond: number; seconds: number }): Promise<OpenLoopResult>
  syncLoop(options: { file: string; ratePerSecond: number; seconds: number }): Promise<number[]>
  /** Every unit as it was when the latest command on it was accepted. */
  units(): Promise<LoadUnit[]>
  beginInserts(options: {
    databaseUrl: string
    schema: string
    connections: number
    way: InsertWay
    payloadBytes: number
  }): Promise<void>
  endInserts(): Promise<number>
  /** What runs counts from here on. */
  mark(): Promise<void>
}

/** Few at once: a service that was started a moment ago is slow, and turns away what waits too long for a connection. */
const REGISTERING = 8

const keys = randomUUID()
let number = 0
const nextNumber = () => (number += 1)

let service: { client: CommandClient; tokens: string[]; units: LoadUnit[] } | undefined
let commands: ClosedLoop | undefined
let inserts: InsertLoop | undefined

const calls: GeneratorCalls = {
  async prepare({ url, tokens, units: count, connections }) {
    const client = commandClient(url, connections)
    const units: LoadUnit[] = []
    let left = count
    const register = async () => {
      while (left-- > 0) {
        const index = nextNumber()
        const body = registration(index)
        const token = tokens[index % tokens.length]!
        const answer = await client.send({ path: paths.register, body, token, key: `${keys}-${index}` })
        if (!answer.accepted) throw new Error(`a unit of the load was not registered: ${answer.why}`)
        units.push({ id: answer.id, name: body.name, version: answer.version, mark: body.shortName! })
      }
    }
    await Promise.all(Array.from({ length: REGISTERING }, register))
    service = { client, tokens, units }
  },
  async beginCommands({ clients }) {
    commands = startClosedLoop({ ...prepared(), clients, nextNumber, keys })
  },
  async endCommands() {
    const result = await commands!.end()
    commands = undefined
    return result
  },
  async openLoop({ databaseUrl, ...pace }) {
    const projection = await watchProjection(databaseUrl)
    try {
      return await runOpenLoop({ ...prepared(), ...pace, projection, nextNumber, keys })
    } finally {
      await projection.close()
    }
  },
  syncLoop: runSyncLoop,
  async units() {
    return prepared().units
  },
  async beginInserts(options) {
    inserts = await startInsertLoop(options)
  },
  async endInserts() {
    const committed = await inserts!.end()
    inserts = undefined
    return committed
  },
  async mark() {
    commands?.mark()
    inserts?.mark()
  },
}

function prepared() {
  if (!service) throw new Error('expected to be prepared before any load')
  return service
}

answerCalls(calls)
