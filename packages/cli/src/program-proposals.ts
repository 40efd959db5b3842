import type { Command } from 'commander'
import { type At, type Run, whole } from './action.ts'
import { type HistoryImportOptions, importHistoryCommand } from './commands/import-history.ts'

/** 提案. */
export function addProposals(program: Command, run: Run, at: At): void {
  const proposals = program.command('proposals').description('提案 proposals')
  proposals
    .command('import-history <file>')
    .description('导入历年提案，先预览 import proposals of past years (ndjson, ndjson.gz, xlsx, csv), preview first')
    .option('--region <committee>', '文件中的委员会 whose facts of the file are meant; the own ones by default')
    .option('--term <number>', '届 term of those that tell none', whole)
    .option('--session <number>', '次 session of those that tell none', whole)
    .option('--confirm', '确认导入 import it')
    .option('--skip-wrong', '跳过有误的行 leave out wrong lines')
    .action(
      run(({ client, output, signal }, file: string, options: HistoryImportOptions) =>
        importHistoryCommand(client('STAFF_PROPOSAL', 'STAFF_OFFICE'), output, 'proposals', at(file), options, signal),
      ),
    )
}
