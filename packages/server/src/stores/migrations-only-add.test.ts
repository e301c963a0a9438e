import {
  AddColumnNode,
  AlterTableNode,
  type ColumnDefinitionNode,
  type ConstraintNode,
  CreateIndexNode,
  CreateTableNode,
  type Dialect,
  DummyDriver,
  ForeignKeyConstraintNode,
  Kysely,
  type OperationNode,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import type { Migration } from 'kysely/migration'
import { expect, test } from 'vitest'
import { migrations } from './migrations.ts'

// Proves, by the statements themselves, that no migration takes away or demands what the version before relies on.

const driver = { createDriver: () => new DummyDriver() }
const dialects: readonly Dialect[] = [
  {
    ...driver,
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (database) => new SqliteIntrospector(database),
  },
  {
    ...driver,
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (database) => new PostgresIntrospector(database),
  },
]

/** What a migration does that the version before cannot live with; it is run on nothing, for each kind of database. */
async function objections({ up }: { readonly up: Migration['up'] }): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const dialect of dialects) {
    const made = new Set<string>()
    const log = ({ query }: { readonly query: { readonly query: OperationNode } }) => {
      for (const objection of judge(query.query, made)) found.add(objection)
    }
    await up(new Kysely<unknown>({ dialect, log }))
  }
  return [...found]
}

function judge(node: OperationNode, made: Set<string>): readonly string[] {
  if (CreateTableNode.is(node)) {
    made.add(node.table.table.identifier.name)
    return [...node.columns.flatMap(judgeReferences), ...(node.constraints ?? []).flatMap(judgeConstraint)]
  }
  if (CreateIndexNode.is(node)) {
    const isNew = made.has(node.table?.table.identifier.name ?? '')
    return node.unique && !isNew ? ['demands that what is there is unique'] : []
  }
  if (!AlterTableNode.is(node)) return [`runs ${node.kind}`]
  const { kind: _kind, table: _table, columnAlterations = [], ...rest } = node
  const changes = Object.entries(rest).filter(([, change]) => change !== undefined)
  return [...changes.map(([change]) => `does ${change}`), ...columnAlterations.flatMap(judgeAlteration)]
}

function judgeAlteration(node: OperationNode): readonly string[] {
  if (!AddColumnNode.is(node)) return [`runs ${node.kind}`]
  const { notNull, defaultTo, unique, primaryKey, check } = node.column
  const demands = (notNull && !defaultTo) || unique || primaryKey || check
  return [...(demands ? ['adds a column that older rows do not have'] : []), ...judgeReferences(node.column)]
}

/** A row that is referred to could not be deleted by who knows nothing of it. */
function judgeReferences({ references }: ColumnDefinitionNode): readonly string[] {
  return references && !isLetGo(references.onDelete) ? ['holds on to rows of others'] : []
}

function judgeConstraint(node: ConstraintNode): readonly string[] {
  return ForeignKeyConstraintNode.is(node) && !isLetGo(node.onDelete) ? ['holds on to rows of others'] : []
}

function isLetGo(onDelete: string | undefined): boolean {
  return onDelete === 'cascade' || onDelete === 'set null'
}

const later = Object.entries(migrations).filter(([name]) => !name.startsWith('0001-'))

test.for(later)('%s only adds', async ([, migration]) => {
  expect(await objections(migration)).toEqual([])
})

test.for<readonly [objection: string, up: (database: Kysely<unknown>) => Promise<unknown>]>([
  ['runs DropTableNode', ({ schema }) => schema.dropTable('keystep_tokens').execute()],
  ['runs DropIndexNode', ({ schema }) => schema.dropIndex('keystep_tokens_device_id').execute()],
  ['runs DropColumnNode', ({ schema }) => schema.alterTable('keystep_users').dropColumn('image').execute()],
  ['runs RenameColumnNode', ({ schema }) => schema.alterTable('keystep_users').renameColumn('image', 'face').execute()],
  [
    'runs AlterColumnNode',
    ({ schema }) =>
      schema
        .alterTable('keystep_users')
        .alterColumn('name', (column) => column.setNotNull())
        .execute(),
  ],
  ['does renameTo', ({ schema }) => schema.alterTable('keystep_users').renameTo('keystep_people').execute()],
  [
    'does addConstraint',
    ({ schema }) => schema.alterTable('keystep_users').addUniqueConstraint('keystep_one', ['email']).execute(),
  ],
  [
    'adds a column that older rows do not have',
    ({ schema }) =>
      schema
        .alterTable('keystep_users')
        .addColumn('age', 'integer', (column) => column.notNull())
        .execute(),
  ],
  [
    'holds on to rows of others',
    ({ schema }) =>
      schema
        .createTable('keystep_friends')
        .addColumn('user_id', 'text', (column) => column.references('keystep_users.id'))
        .execute(),
  ],
  [
    'demands that what is there is unique',
    ({ schema }) => schema.createIndex('keystep_one').unique().on('keystep_users').column('email').execute(),
  ],
  ['runs RawNode', (database) => sql`drop table keystep_users`.execute(database)],
])('the judge objects: it %s', async ([objection, up]) => {
  expect(await objections({ up: async (database) => void (await up(database)) })).toEqual([objection])
})
