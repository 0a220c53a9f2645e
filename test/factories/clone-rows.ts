import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

/**
 * So many further rows like one, each with an id of its own: for lists that are longer than a page. `changes` is an object in
 * SQL of what else each has of its own; `n` counts them from 1.
 */
export async function cloneRows(
	tenant: TenantInfo,
	table: string,
	like: { id: string },
	count: number,
	changes = "'{}'::jsonb",
): Promise<void> {
	await withTenantContext(tenant.id, async (ctx) => {
		const columns = await ctx.em.execute<{ name: string }[]>(
			`select quote_ident(column_name) as name from information_schema.columns
			where table_schema = current_schema() and table_name = ? and is_generated = 'NEVER'`,
			[table],
		)
		const names = columns.map((column) => column.name)
		await ctx.em.execute(
			`insert into ${table} (${names.join(', ')}) select ${names.map((name) => `(r.row).${name}`).join(', ')} from (
				select jsonb_populate_record(null::${table}, to_jsonb(x) || jsonb_build_object('id', gen_random_uuid()) || ${changes}) as row
				from ${table} x cross join generate_series(1, ?) n where x.id = ?) r`,
			[count, like.id],
		)
	})
}
