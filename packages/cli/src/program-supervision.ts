import type { Command } from 'commander'
import type { At, Run } from './action.ts'
import { type HistoryImportOptions, importHistoryCommand } from './commands/import-history.ts'

/** 民主监督. */
export function addSupervision(program: Command, run: Run, at: At): void {
  const supervision = program.command('supervision').description('民主监督 democratic supervision')
  supervision
    .command('import-history <file>')
    .description(
      '导入历年监督数据，先预览 import supervision of past years (ndjson, ndjson.gz, xlsx, csv), preview first',
    )
    .option('--region <committee>', '文件中的委员会 whose facts of the file are meant; the own ones by default')
    .option('--confirm', '确认导入 import it')
    .option('--skip-wrong', '跳过有误的行 leave out wrong lines')
    .action(
      run(({ client, output, signal }, file: string, options: Omit<HistoryImportOptions, 'term' | 'session'>) =>
        importHistoryCommand(
          client('STAFF_CONSULTATION', 'STAFF_OFFICE'),
          output,
          'supervision',
          at(file),
          options,
          signal,
        ),
      ),
    )
}
