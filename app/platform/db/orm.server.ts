import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Migrator } from '@mikro-orm/migrations'
import { MikroORM as EmbeddedORM } from '@mikro-orm/pglite'
import { MikroORM as PostgresORM } from '@mikro-orm/postgresql'
import type { EntityManager as SqlEntityManager, MikroORM as SqlORM } from '@mikro-orm/sql'
import { migrations } from '../../../migrations/list.ts'
import { breatheBetweenStatements } from './breathe.server.ts'
import { entities } from './entities.server.ts'
import { joinBegin } from './join-begin.server.ts'
import { writeLiteralsQuickly } from './quick-literals.server.ts'

export type Orm = SqlORM
export type Em = SqlEntityManager

export type DatabaseOptions = {
	/** A PostgreSQL URL; absent, the embedded database. */
	url?: string | undefined
	/** Folder of the embedded database; `memory://` keeps it in memory. */
	dataDir: string
	/** Connections at most (PostgreSQL). */
	pool: number
}

/** Opens the database; does not migrate. The embedded one is PostgreSQL in WebAssembly in this process. */
export async function openOrm(options: DatabaseOptions): Promise<Orm> {
	const shared = {
		entities,
		extensions: [Migrator],
		migrations: {
			migrationsList: migrations,
			tableName: 'migration',
			transactional: true,
			allOrNothing: true,
			snapshot: false,
		},
		schemaGenerator: { ignorePolicies: false },
		discovery: { warnWhenNoEntities: false },
		debug: false,
		logger: () => {},
		ignoreUndefinedInQuery: false,
	}
	if (options.url) {
		const orm = (await PostgresORM.init({
			...shared,
			clientUrl: options.url,
			pool: { min: 0, max: options.pool, idleTimeoutMillis: 30_000 },
			driverOptions: {
				connectionTimeoutMillis: 5_000,
				statement_timeout: 60_000,
				idle_in_transaction_session_timeout: 60_000,
				// A statement is sent although the one before it is not answered yet; answers keep their order.
				pipeline: true,
				onPoolCreated: joinBegin,
			},
		})) as unknown as Orm
		writeLiteralsQuickly(orm)
		return orm
	}
	const memory = options.dataDir.startsWith('memory://')
	if (!memory) mkdirSync(options.dataDir, { recursive: true })
	const dbName = memory ? options.dataDir : join(options.dataDir, 'database')
	const orm = (await EmbeddedORM.init({ ...shared, dbName, pool: { min: 1, max: 1 } })) as unknown as Orm
	writeLiteralsQuickly(orm)
	await breatheBetweenStatements(orm)
	return orm
}

/** Whether the ORM runs the embedded database. */
export const isEmbedded = (orm: Orm): boolean => orm.driver.constructor.name.startsWith('Pglite')

/** Brings the schema to the newest version. */
export async function migrate(orm: Orm): Promise<string[]> {
	const done = await orm.migrator.up()
	return done.map((migration) => migration.name)
}
