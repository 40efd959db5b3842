import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  type QueryResult,
  Transaction,
} from 'kysely'
import type { Tx } from './tables.ts'

export const compiler = new PostgresQueryCompiler()

/** Writing SQL down costs more than all else about a statement that is kept back: only those that go get it. */
const unwritten: QueryCompiler = {
  compileQuery: (query, queryId) => ({ query, queryId, sql: '', parameters: [] }),
}

/** Without plugins and with one connection there is nothing to do around a statement: a million of them notice. */
class StraightExecutor extends DefaultQueryExecutor {
  readonly #run: DatabaseConnection['executeQuery']

  constructor(run: DatabaseConnection['executeQuery'], ...rest: ConstructorParameters<typeof DefaultQueryExecutor>) {
    super(...rest)
    this.#run = run
  }

  override executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#run<R>(query as CompiledQuery<R>)
  }
}

/** A transaction whose statements `run` carries out; written down by `writing`, or not at all. */
export function transactionOn(run: DatabaseConnection['executeQuery'], writing: QueryCompiler = unwritten): Tx<any> {
  const connection: DatabaseConnection = {
    executeQuery: run,
    streamQuery() {
      throw new Error('expected no streaming query in this transaction')
    },
  }
  const adapter = new PostgresAdapter()
  const driver = new DummyDriver()
  const dialect = {
    createAdapter: () => adapter,
    createDriver: () => driver,
    createIntrospector: (db: Tx<any>) => new PostgresIntrospector(db),
    createQueryCompiler: () => writing,
  }
  const executor = new StraightExecutor(run, writing, adapter, { provideConnection: (work) => work(connection) })
  return new Transaction({ config: { dialect }, dialect, driver, executor })
}
