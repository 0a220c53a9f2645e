import type { ListPage } from '#app/core/list-cursor.ts'
import { mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { shortDecimal } from './short-decimal.ts'

export type SpecificationRow = {
	id: string
	test: string
	name: LocalizedText
	method: string
	unit: string
	minimum: string | null
	maximum: string | null
	required: boolean
}

/** What lots of an item are tested for, in order. A page; one statement. */
export async function listSpecifications(
	ctx: Context,
	itemId: string,
	from: { cursor?: string | null | undefined; size?: number | undefined } = {},
): Promise<ListPage<SpecificationRow>> {
	const page = await readPage<SpecificationRow & { position: number }>(
		ctx,
		{
			sql: 'select id, position, test, name, method, unit, minimum::text as minimum, maximum::text as maximum, required from specification where item_id = ?',
			values: [itemId],
			order: [
				{ by: 'position', as: 'integer' },
				{ by: 'test', as: 'text' },
			],
		},
		{ cursor: from.cursor, ...(from.size ? { size: from.size } : {}) },
	)
	return mapPage(page, ({ position: _position, ...row }) => ({
		...row,
		minimum: row.minimum && shortDecimal(row.minimum),
		maximum: row.maximum && shortDecimal(row.maximum),
	}))
}
