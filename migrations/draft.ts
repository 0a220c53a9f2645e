import { missingSchema } from '../app/platform/db/missing-schema.server.ts'
import { migrate, openOrm } from '../app/platform/db/orm.server.ts'

/* Prints what the next migration has to do, after an entity was added or changed. Needs no database. */
const orm = await openOrm({ dataDir: 'memory://', pool: 1 })
await migrate(orm)
const statements = await missingSchema(orm)
process.stdout.write(
	statements.length > 0 ? `${statements.join(';\n')};\n` : 'The migrations make what the mapping says.\n',
)
await orm.close()
