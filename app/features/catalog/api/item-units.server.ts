import { z } from 'zod'
import {
	type ApiApp,
	answer,
	mountEndpoint,
	notFound,
	pageQuery,
	pageSchema,
	refuse,
} from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readItemBasics } from '../catalog.queries.server.ts'
import { endItemUnitSchema, itemUnitSchema } from '../item-unit.schema.ts'
import type { ItemUnitPeriod } from '../item-units.model.ts'
import { listItemUnits, readItemUnit } from '../item-units.queries.server.ts'
import { type EndItemUnitError, endItemUnit, type SaveItemUnitError, saveItemUnit } from '../save-item-unit.server.ts'

const unitBody = z
	.object({
		id: z.uuid(),
		unit: z.string().meta({ description: 'UN/CEFACT Rec 20' }),
		factor: z.string(),
		baseUnit: z.string(),
		effectiveFrom: z.iso.date(),
		effectiveTo: z.iso.date().nullable(),
	})
	.meta({ id: 'ItemUnit', description: 'One unit of the item is factor × baseUnit, from a day to a day' })

const toBody = ({ version: _version, ...row }: ItemUnitPeriod) => row

/** The place of a call that each refusal is about; the others are about all of it. */
const PATHS: Partial<Record<(SaveItemUnitError | EndItemUnitError)['code'], string>> = {
	'unit-known': '/unit',
	'unit-foreign': '/baseUnit',
	'unit-begins-earlier': '/effectiveFrom',
	'ends-before-it-begins': '/effectiveTo',
}

function refused(ctx: Context, { code }: SaveItemUnitError | EndItemUnitError): ApiAnswer {
	if (code === 'item-unknown' || code === 'not-found') return notFound()
	if (code === 'not-allowed') return refuse(problem(403, 'not-allowed', 'This key may not do that.'))
	const message = serverText(ctx.language, 'catalog')(`form.${code}`)
	const path = PATHS[code]
	return refuse(problem(422, code, message, path ? [{ path, code, message }] : []))
}

async function written(ctx: Context, itemId: string, unitId: string, status: 200 | 201): Promise<ApiAnswer> {
	const row = await readItemUnit(ctx, itemId, unitId)
	return row ? answer(toBody(row), { status }) : notFound()
}

/** `GET` and `POST /items/{id}/units`, `POST /items/{id}/units/{unitId}/end`. */
export function mountItemUnits(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/items/{id}/units',
		tag: 'Master data',
		summary: 'What a box, a drum or a piece of an item is, was and will be, the newest of each unit first',
		can: ['read', 'Item'],
		params: z.object({ id: z.uuid() }),
		query: z.object(pageQuery),
		answer: pageSchema(unitBody),
		handle: async (ctx, { params, query: { cursor, limit } }) => {
			if (!(await readItemBasics(ctx, params.id))) return notFound()
			const { rows, nextCursor } = await listItemUnits(ctx, params.id, { cursor, size: limit })
			return answer({ items: rows.map(toBody), nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/items/{id}/units',
		tag: 'Master data',
		summary: 'Say what one unit of an item is from a day on; what held before ends the day before',
		can: ['update', 'Item'],
		params: z.object({ id: z.uuid() }),
		body: itemUnitSchema,
		answer: unitBody,
		status: 201,
		handle: async (ctx, { params, body }) => {
			const saved = await saveItemUnit(ctx, params.id, body)
			return saved.ok ? written(ctx, params.id, saved.value.id, 201) : refused(ctx, saved.error)
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/items/{id}/units/{unitId}/end',
		tag: 'Master data',
		summary: 'Let a conversion hold no longer than a day; what was recorded by it stays',
		can: ['update', 'Item'],
		params: z.object({ id: z.uuid(), unitId: z.uuid() }),
		body: endItemUnitSchema,
		answer: unitBody,
		handle: async (ctx, { params, body }) => {
			const ended = await endItemUnit(ctx, { itemId: params.id, unitId: params.unitId }, body)
			return ended.ok ? written(ctx, params.id, params.unitId, 200) : refused(ctx, ended.error)
		},
	})
}
