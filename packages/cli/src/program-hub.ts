import type { Command } from 'commander'
import { type At, type Run, whole } from './action.ts'
import * as hub from './commands/hub.ts'

/** `hub`. */
export function addHub(program: Command, run: Run, at: At): void {
  const group = program.command('hub').description('交换节点 the hub’s operator')
  const applying = (command: Command) =>
    command
      .option('--pid <pid>', '服务器进程号 the server’s process', whole)
      .option('--no-reload', '不通知服务器 leave the server alone')
  group
    .command('init <dir>')
    .option('--name <name>', '名称 name', 'hub')
    .option('--host <host>', '监听地址 address to listen on')
    .option('--port <port>', '端口 port', whole)
    .action(
      run(({ output }, dir: string, options: { name: string; host?: string; port?: number }) =>
        hub.initHubCommand(output, at(dir), options),
      ),
    )
  applying(
    group
      .command('register <dir> <founding...>')
      .description('登记各方已签的成立文件 register foundings signed by all'),
  ).action(
    run(({ output }, dir: string, files: string[], options: hub.ApplyOptions) =>
      hub.registerCommand(output, at(dir), files.map(at), options, new Date()),
    ),
  )
  applying(
    group
      .command('unregister <dir>')
      .description('取消一方的接入 shut a member out')
      .requiredOption('--compact <id>', '机制 compact')
      .requiredOption('--committee <id>', '成员 member')
      .requiredOption('--reason <text>', '原因 reason'),
  ).action(
    run(
      (
        { output },
        dir: string,
        { pid, reload, ...departure }: hub.ApplyOptions & { compact: string; committee: string; reason: string },
      ) =>
        hub.unregisterCommand(
          output,
          at(dir),
          departure,
          { ...(pid !== undefined && { pid }), ...(reload !== undefined && { reload }) },
          new Date(),
        ),
    ),
  )
  applying(
    group.command('apply <dir>').description('使服务器与登记一致 bring the server to what is registered'),
  ).action(run(({ output }, dir: string, options: hub.ApplyOptions) => hub.applyCommand(output, at(dir), options)))
  group.command('list <dir>').action(run(({ output }, dir: string) => hub.listHubCommand(output, at(dir))))
  group
    .command('check <dir>')
    .description('核对，不作改动 compare, change nothing')
    .action(run(({ output }, dir: string) => hub.checkHubCommand(output, at(dir))))
}
