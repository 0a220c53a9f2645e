import pg from 'pg'
import { migrate, openOrm } from '#app/platform/db/orm.server.ts'

/** A second database on the same server, migrated, for what is compared between the two. */
export async function openSmallDatabase(url: string, dataDir: string): Promise<{ owner: pg.Client }> {
	const orm = await openOrm({ url, dataDir, pool: 2 })
	await migrate(orm)
	await orm.close(true)
	const owner = new pg.Client({ connectionString: url })
	await owner.connect()
	return { owner }
}
