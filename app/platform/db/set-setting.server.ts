import type { Em } from './orm.server.ts'

/** What row-level security asks of a transaction. */
type Setting = 'app.tenant_id' | 'app.account_id'

/**
 * Changes a setting for the rest of the open transaction: for the steps that find out who somebody is, where one lookup
 * tells whose rows the next may see.
 */
export async function setForTransaction(em: Em, setting: Setting, value: string): Promise<void> {
	await em.execute('select set_config(?, ?, true)', [setting, value])
}
