import pg from 'pg'

/** A connection that may see as much as the portal's own, for one tenant and the whole of a session. */
export async function asPortal(url: string, tenant: string): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: url })
	await client.connect()
	await client.query('set role lotline_app')
	await client.query(
		"select set_config('app.tenant_id', $1, false), set_config('app.party_id', '', false), set_config('jit', 'off', false)",
		[tenant],
	)
	return client
}
