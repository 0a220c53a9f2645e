import { AsyncLocalStorage } from 'node:async_hooks'

const open = new AsyncLocalStorage<true>()

/**
 * Runs a transaction and refuses another inside it: on the embedded database, which has one connection, the inner one
 * would wait for the outer for ever; on PostgreSQL it would not see what the outer wrote.
 * @throws when called inside itself.
 */
export function oneTransaction<T>(run: () => Promise<T>): Promise<T> {
	if (open.getStore())
		throw new Error('A unit of work was opened inside another. Finish the first, or pass its context on.')
	return open.run(true, run)
}
