import {
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  type ColumnUpdateNode,
  DeleteQueryNode,
  InsertQueryNode,
  type OnConflictNode,
  type OperationNode,
  OperatorNode,
  ParensNode,
  PrimitiveValueListNode,
  RawNode,
  ReferenceNode,
  SelectQueryNode,
  TableNode,
  UpdateQueryNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
  WhereNode,
} from 'kysely'

/** Values by column. */
export type Values = ReadonlyMap<string, unknown>

/** Rows that are put into one table as they are. */
export interface PlainInsert {
  kind: 'insert'
  table: string
  columns: readonly string[]
  /** Values in the order of the columns. */
  rows: readonly (readonly unknown[])[]
  /** What to do with a row that is there already; without it that is an error. */
  conflict?: { columns: readonly string[] | undefined; set: Values }
}

/** Constant values for the rows whose columns are equal to, or in, what `where` says; all of the condition is in there. */
export interface PlainUpdate {
  kind: 'update'
  table: string
  set: Values
  where: ReadonlyMap<string, readonly unknown[]>
  node: UpdateQueryNode
}

/** A statement that reads or writes rows of one table alone, none but those that `where` allows. */
export interface OneTable {
  kind: 'one table'
  table: string
  /** The columns that it changes. */
  changes: readonly string[]
  where: ReadonlyMap<string, readonly unknown[]>
  /** The statement itself when it sets constant values or deletes. */
  node?: UpdateQueryNode | DeleteQueryNode
}

/** What a statement is known to do; undefined for everything that is not as plain as one of these. */
export function readStatement(node: OperationNode): PlainInsert | PlainUpdate | OneTable | undefined {
  if (InsertQueryNode.is(node)) return readInsert(node)
  if (UpdateQueryNode.is(node)) return readUpdate(node)
  if (!SelectQueryNode.is(node) && !DeleteQueryNode.is(node)) return undefined
  const table = node.from?.froms.length === 1 ? tableOf(node.from.froms[0]) : undefined
  const known = table === undefined ? undefined : onOneTable(node, table, [], node.where?.where)
  return known && DeleteQueryNode.is(node) && hasOnly(node, DELETE) ? { ...known, node } : known
}

function readInsert(node: InsertQueryNode): PlainInsert | undefined {
  const table = tableOf(node.into)
  if (table === undefined || !hasOnly(node, INSERT) || !node.values || !ValuesNode.is(node.values)) return undefined
  const columns = (node.columns ?? []).map(({ column }) => column.name)
  const rows: (readonly unknown[])[] = []
  for (const list of node.values.values) {
    const values = valuesOf(list)
    if (!values) return undefined
    rows.push(values)
  }
  if (!node.onConflict) return { kind: 'insert', table, columns, rows }
  const conflict = readConflict(node.onConflict)
  return conflict && { kind: 'insert', table, columns, rows, conflict }
}

function readConflict(node: OnConflictNode): PlainInsert['conflict'] | undefined {
  if (!hasOnly(node, ON_CONFLICT)) return undefined
  const set = node.doNothing ? new Map<string, unknown>() : setOf(node.updates)
  return set && { columns: node.columns?.map(({ column }) => column.name), set }
}

function readUpdate(node: UpdateQueryNode): PlainUpdate | OneTable | undefined {
  const table = tableOf(node.table)
  if (table === undefined) return undefined
  const set = hasOnly(node, UPDATE) ? setOf(node.updates) : undefined
  const where = new Map<string, readonly unknown[]>()
  const isWhole = node.where !== undefined && addConditions(node.where.where, where)
  if (set && isWhole) return { kind: 'update', table, set, where, node }
  const changes = (node.updates ?? []).map(({ column }) => columnOf(column))
  if (!changes.every((column) => column !== undefined)) return undefined
  const known = onOneTable(node, table, changes, node.where?.where)
  return known && { ...known, ...(set && { node }) }
}

function onOneTable(
  node: OperationNode,
  table: string,
  changes: readonly string[],
  condition: OperationNode | undefined,
): OneTable | undefined {
  if (!isMadeOf(node, ONE_TABLE, true)) return undefined
  const where = new Map<string, readonly unknown[]>()
  if (condition) addConditions(condition, where)
  return { kind: 'one table', table, changes, where }
}

/** Adds what must hold of single columns; false when the condition says more than that. */
function addConditions(node: OperationNode, found: Map<string, readonly unknown[]>): boolean {
  if (ParensNode.is(node)) return addConditions(node.node, found)
  if (AndNode.is(node)) {
    const [left, right] = [addConditions(node.left, found), addConditions(node.right, found)]
    return left && right
  }
  if (!BinaryOperationNode.is(node) || !OperatorNode.is(node.operator)) return false
  const { operator } = node.operator
  const column = columnOf(node.leftOperand)
  if (column === undefined || found.has(column)) return false
  if (operator === '=' && ValueNode.is(node.rightOperand)) return found.set(column, [node.rightOperand.value]) && true
  const values = operator === 'in' ? valuesOf(node.rightOperand) : undefined
  return values !== undefined && found.set(column, values) && true
}

/**
 * The statement with `column = any(values)` in the place of its condition that the column has one value; undefined when it
 * has none such.
 */
export function withAnyOf<N extends UpdateQueryNode | DeleteQueryNode>(
  node: N,
  column: string,
  { values, type }: { values: readonly unknown[]; type: string },
): N | undefined {
  let isReplaced = false
  const replaced = (part: OperationNode): OperationNode => {
    if (AndNode.is(part)) return AndNode.create(replaced(part.left), replaced(part.right))
    if (ParensNode.is(part)) return ParensNode.create(replaced(part.node))
    if (isReplaced || !BinaryOperationNode.is(part) || !isEqualToValue(part)) return part
    if (columnOf(part.leftOperand) !== column) return part
    isReplaced = true
    return RawNode.create(['', ' = any(', `::${type}[])`], [part.leftOperand, ValueNode.create(values)])
  }
  const where = node.where && WhereNode.create(replaced(node.where.where))
  return isReplaced && where ? { ...node, where } : undefined
}

const isEqualToValue = ({ operator, rightOperand }: BinaryOperationNode): boolean =>
  OperatorNode.is(operator) && operator.operator === '=' && ValueNode.is(rightOperand)

function setOf(updates: readonly ColumnUpdateNode[] | undefined): Values | undefined {
  const set = new Map<string, unknown>()
  for (const { column, value } of updates ?? []) {
    const name = columnOf(column)
    if (name === undefined || !ValueNode.is(value)) return undefined
    set.set(name, value.value)
  }
  return set.size === 0 ? undefined : set
}

function valuesOf(list: OperationNode): readonly unknown[] | undefined {
  if (PrimitiveValueListNode.is(list)) return list.values
  if (!ValueListNode.is(list) || !list.values.every((value) => ValueNode.is(value))) return undefined
  return list.values.map(({ value }) => value)
}

function tableOf(node: OperationNode | undefined): string | undefined {
  return node && TableNode.is(node) && !node.table.schema ? node.table.identifier.name : undefined
}

function columnOf(node: OperationNode): string | undefined {
  if (ColumnNode.is(node)) return node.column.name
  return ReferenceNode.is(node) && ColumnNode.is(node.column) ? node.column.column.name : undefined
}

const INSERT = new Set(['kind', 'into', 'columns', 'values', 'onConflict'])
const ON_CONFLICT = new Set(['kind', 'columns', 'updates', 'doNothing'])
const UPDATE = new Set(['kind', 'table', 'updates', 'where'])
const DELETE = new Set(['kind', 'from', 'where'])

/** A clause that is not known here may mean anything. */
function hasOnly(node: OperationNode, clauses: ReadonlySet<string>): boolean {
  for (const clause in node)
    if (!clauses.has(clause) && (node as unknown as Record<string, unknown>)[clause] !== undefined) return false
  return true
}

/** No subquery, no join, no SQL text. */
const ONE_TABLE: ReadonlySet<string> = new Set([
  'AndNode',
  'BinaryOperationNode',
  'ColumnNode',
  'ColumnUpdateNode',
  'FromNode',
  'IdentifierNode',
  'LimitNode',
  'OperatorNode',
  'OrNode',
  'OrderByItemNode',
  'OrderByNode',
  'ParensNode',
  'PrimitiveValueListNode',
  'ReferenceNode',
  'SchemableIdentifierNode',
  'SelectAllNode',
  'SelectionNode',
  'TableNode',
  'ValueListNode',
  'ValueNode',
  'WhereNode',
])

function isMadeOf(node: OperationNode, kinds: ReadonlySet<string>, isRoot = false): boolean {
  if (!isRoot && !kinds.has(node.kind)) return false
  if (ValueNode.is(node) || PrimitiveValueListNode.is(node)) return true
  const isFine = (part: unknown): boolean =>
    isNode(part) ? isMadeOf(part, kinds) : !Array.isArray(part) || part.every(isFine)
  return Object.values(node).every(isFine)
}

const isNode = (value: unknown): value is OperationNode =>
  typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string'
