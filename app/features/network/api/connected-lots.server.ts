import { z } from 'zod'
import { type Language, localized } from '#app/core/localized.ts'
import { quantitySchema } from '#app/core/quantity.ts'
import { DIRECTIONS } from '#app/features/genealogy/trace.model.ts'
import { traceIds } from '#app/features/genealogy/trace.queries.server.ts'
import {
	type ApiApp,
	answer,
	mountEndpoint,
	notFound,
	pageQuery,
	pageSchema,
	refuse,
} from '#app/platform/http/api-app.server.ts'
import { problem } from '#app/platform/http/problem.ts'
import { DISCLOSURE_LEVELS, type SharedAttributes, type SharedGenealogy } from '../network.model.ts'
import { type AcrossLot, readSharedLot, type SharedLotView, sharedLotsOf } from '../shared-lots.queries.server.ts'

const SIDES = ['upstream', 'downstream'] as const
const level = z.enum(DISCLOSURE_LEVELS).meta({ description: 'How much the other company shows of it, least first' })

const acrossSchema = z
	.object({
		id: z.uuid(),
		lot: z.object({ id: z.uuid(), code: z.string() }).meta({ description: 'The own lot where the trace goes on' }),
		direction: z.enum(SIDES).meta({ description: 'upstream: it came to us from there; downstream: it went there' }),
		company: z.string(),
		code: z.string().meta({ description: 'Their lot; empty where they do not name it' }),
		level,
	})
	.meta({ id: 'LotAcross' })

const sharedSchema = z
	.object({
		id: z.uuid(),
		direction: z.enum(SIDES),
		company: z.string(),
		code: z.string(),
		gtin: z.string().nullable(),
		lot: z.object({ id: z.uuid(), code: z.string() }).nullable().meta({ description: 'The own lot that it is' }),
		updatedAt: z.iso.datetime(),
		connected: z.boolean().meta({ description: 'false once the companies are no longer connected' }),
		level,
		attributes: z
			.object({
				item: z.object({ sku: z.string(), name: z.string() }),
				manufacturedOn: z.iso.date().nullable(),
				expiresOn: z.iso.date().nullable(),
				status: z.string(),
				category: z.string(),
				certificates: z.array(
					z.object({ kind: z.string(), number: z.string().nullable(), validUntil: z.iso.date().nullable() }),
				),
				dictionary: z.array(z.object({ label: z.string(), value: z.string() })),
			})
			.nullable()
			.meta({ description: 'From the level attributes on' }),
		genealogy: z
			.object({
				total: z.int().meta({ description: 'How many lots there are; nodes may hold fewer' }),
				nodes: z.array(
					z.object({
						code: z.string(),
						item: z.string(),
						status: z.string(),
						category: z.string(),
						depth: z.int(),
						quantity: quantitySchema,
						beyond: z.boolean().meta({ description: 'Goes on in a company that is not named' }),
					}),
				),
				edges: z.array(
					z.object({
						parent: z.int().meta({ description: 'Place in nodes' }),
						child: z.int().meta({ description: 'Place in nodes' }),
						kind: z.string(),
						quantity: quantitySchema,
					}),
				),
			})
			.nullable()
			.meta({ description: 'At the level full' }),
	})
	.meta({ id: 'ConnectedLot' })

const toAcross = ({ id, ownLot, direction, company, code, level }: AcrossLot, language: Language) => ({
	id,
	lot: ownLot,
	direction,
	company: localized(company, language),
	code,
	level,
})

const attributesIn = (given: SharedAttributes, language: Language) => ({
	...given,
	item: { sku: given.item.sku, name: localized(given.item.name, language) },
	status: localized(given.status, language),
	dictionary: (given.dictionary ?? []).map(({ label, value }) => ({
		label: localized(label, language),
		value: localized(value, language),
	})),
})

const genealogyIn = ({ total, nodes, edges }: SharedGenealogy, language: Language) => ({
	total,
	nodes: nodes.map((node) => ({
		...node,
		item: localized(node.item, language),
		status: localized(node.status, language),
	})),
	edges,
})

const toShared = (
	{ id, connection, direction, company, code, gtin, ownLot, updatedAt, content }: SharedLotView,
	language: Language,
) => ({
	id,
	direction,
	company: localized(company, language),
	code,
	gtin,
	lot: ownLot,
	updatedAt,
	connected: connection === 'active',
	level: content.level,
	attributes: content.attributes && attributesIn(content.attributes, language),
	genealogy: content.genealogy && genealogyIn(content.genealogy, language),
})

/** A place in the list of where a trace goes on, as the cursor says it. */
const placeOf = (cursor: string | undefined): number => (/^\d{1,6}$/.test(cursor ?? '') ? Number(cursor) : 0)

/** `GET /lots/{id}/trace/connected`, `GET /connected-lots/{id}`. */
export function mountConnectedLots(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/lots/{id}/trace/connected',
		tag: 'Lots',
		summary: 'Where the trace of a lot goes on in connected companies; the key may read events too',
		can: ['read', 'Connection'],
		readOnly: true,
		params: z.object({ id: z.uuid() }),
		query: z.object({ ...pageQuery, direction: z.enum(DIRECTIONS).default('both') }),
		answer: pageSchema(acrossSchema).extend({
			total: z.int().meta({ description: 'How many there are on all pages' }),
		}),
		handle: async (ctx, { params, query: { direction, cursor, limit } }) => {
			if (!ctx.ability.can('read', 'TraceEvent'))
				return refuse(problem(403, 'not-allowed', 'This key may not read TraceEvent.'))
			const ids = await traceIds(ctx, params.id, direction)
			if (ids.length === 0) return notFound()
			const { rows, first, all } = await sharedLotsOf(ctx, ids, placeOf(cursor), limit)
			const next = first - 1 + rows.length
			return answer({
				items: rows.map((row) => toAcross(row, ctx.language)),
				nextCursor: rows.length > 0 && next < all ? String(next) : null,
				total: all,
			})
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/connected-lots/{id}',
		tag: 'Lots',
		summary: 'A lot of a connected company, as far as that company shows it',
		can: ['read', 'Connection'],
		readOnly: true,
		params: z.object({ id: z.uuid() }),
		answer: sharedSchema,
		handle: async (ctx, { params }) => {
			const lot = await readSharedLot(ctx, params.id)
			return lot ? answer(toShared(lot, ctx.language)) : notFound()
		},
	})
}
