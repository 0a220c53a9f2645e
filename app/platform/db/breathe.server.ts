import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Orm } from './orm.server.ts'

type Query = (...args: unknown[]) => Promise<unknown>
type Transaction = { query: Query }
type Client = {
	query: Query
	transaction: <T>(run: (transaction: Transaction) => Promise<T>) => Promise<T>
}

const breathing =
	(query: Query): Query =>
	async (...args) => {
		await nextTurn()
		return query(...args)
	}

/**
 * Lets the process answer others between two statements of the embedded database. It runs in this very thread and waits
 * for nothing, so that a long job would otherwise go from statement to statement with no request served meanwhile.
 */
export async function breatheBetweenStatements(orm: Orm): Promise<void> {
	const connection = orm.em.getConnection() as unknown as { getNativeClient: () => Promise<Client> }
	const client = await connection.getNativeClient()
	const transaction = client.transaction.bind(client)
	client.query = breathing(client.query.bind(client))
	client.transaction = (run) =>
		transaction((opened) => {
			opened.query = breathing(opened.query.bind(opened))
			return run(opened)
		})
}
