import { writeFile } from 'node:fs/promises'
import { type CommandDefinition, commands, type QueryDefinition, queries } from '@lianxie/contracts'
import type { Command } from 'commander'
import type { At, Run } from './action.ts'
import { UsageError } from './exit-code.ts'

/** Every command and query of the contracts, by its type. */
export function addGeneric(program: Command, run: Run, at: At): void {
  program
    .command('send <type> <body>')
    .description('发送任一命令 send any command; the body is JSON')
    .option('--key <key>', 'Idempotency-Key')
    .action(
      run(async ({ client, output }, type: string, body: string, { key }: { key?: string }) => {
        const command: CommandDefinition = find(commands, type)
        const answer = await client().send(command, json(body) as never, key === undefined ? {} : { key })
        output.say(JSON.stringify(answer, null, 2))
        output.give(answer)
      }),
    )
  program
    .command('ask <type> [name=value...]')
    .description('查询 ask any query')
    .option('--out <file>', '写入文件 write the answer to a file')
    .action(
      run(async ({ client, output }, type: string, pairs: string[], { out }: { out?: string }) => {
        const query: QueryDefinition = find(queries, type)
        const params = Object.fromEntries(pairs.map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]))
        const answer = await client().ask(query, params)
        const text = JSON.stringify(answer, null, 2)
        if (out !== undefined) await writeFile(at(out), `${text}\n`)
        else output.say(text)
        output.give(answer)
      }),
    )
}

function find<D extends { type: string }>(definitions: readonly D[], type: string): D {
  const found = definitions.find((definition) => definition.type === type)
  if (found) return found
  const near = definitions
    .map((definition) => definition.type)
    .filter((one) => one.split('.')[0] === type.split('.')[0])
  throw new UsageError(`没有 ${type}。可用：${near.join(' ')}`, `there is no ${type}; there are: ${near.join(' ')}`)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageError('命令内容不是有效的 JSON', 'the body is not JSON', { cause })
  }
}
