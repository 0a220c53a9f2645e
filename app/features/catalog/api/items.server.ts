import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import { quantitySchema } from '#app/core/quantity.ts'
import { askedAttributes, attributeQuery } from '#app/features/dictionary/attribute-query.schema.ts'
import { amendAttributesSchema, attributesSchema } from '#app/features/dictionary/attribute-value.schema.ts'
import { attributesOfRecords } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { refuseAttributes } from '#app/features/dictionary/refuse-attributes.server.ts'
import { refuseUnread } from '#app/features/dictionary/refuse-unread.server.ts'
import { amendRecordAttributes } from '#app/features/dictionary/set-record-attributes.server.ts'
import { listApprovals } from '#app/features/parties/parties.queries.server.ts'
import { APPROVAL_STATUSES } from '#app/features/parties/party.model.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import {
	type ApiApp,
	answer,
	mountEndpoint,
	notFound,
	pageQuery,
	pageSchema,
} from '#app/platform/http/api-app.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ITEM_KINDS } from '../catalog.model.ts'
import { listItems, readItem, readItemBasics } from '../catalog.queries.server.ts'
import { itemUnitsOf } from '../item-units.queries.server.ts'
import { listRevisions, type Revision } from '../revisions.queries.server.ts'
import { listSpecifications, type SpecificationRow } from '../specifications.queries.server.ts'

const itemSchema = z
	.object({
		id: z.uuid(),
		sku: z.string(),
		name: z.string(),
		names: z.object({ en: z.string(), 'zh-CN': z.string() }),
		kind: z.enum(ITEM_KINDS),
		unit: z.string(),
		gtin: z.string().optional(),
		shelfLifeDays: z.int().optional(),
		revision: z.string().optional().meta({ description: 'The newest in force' }),
		active: z.boolean(),
		attributes: attributesSchema,
	})
	.meta({ id: 'Item' })

const decimal = z.string()

const revisionSchema = z.object({
	code: z.string(),
	effectiveFrom: z.iso.date(),
	effectiveTo: z.iso.date().optional(),
	changeReference: z.string().optional(),
	components: z.array(z.object({ item: z.string(), quantity: quantitySchema, tolerancePercent: decimal })),
	parameters: z.array(
		z.object({
			key: z.string(),
			name: z.string(),
			step: z.string().optional(),
			unit: z.string(),
			target: decimal.optional(),
			minimum: decimal.optional(),
			maximum: decimal.optional(),
			required: z.boolean(),
		}),
	),
})

const specificationSchema = z.object({
	test: z.string(),
	name: z.string(),
	method: z.string(),
	unit: z.string(),
	minimum: decimal.optional(),
	maximum: decimal.optional(),
	required: z.boolean(),
})

const itemDetailSchema = itemSchema
	.extend({
		description: z.string().optional(),
		brand: z.string().optional(),
		minimumShelfLifeDays: z
			.int()
			.optional()
			.meta({ description: 'What of the shelf life must be left when a lot is received' }),
		udi: z
			.object({ lot: z.boolean(), serial: z.boolean(), manufacturedOn: z.boolean(), expiresOn: z.boolean() })
			.optional()
			.meta({ description: 'Of a medical device: which production identifiers its lots carry' }),
		certificateRequired: z.boolean(),
		incomingInspection: z.boolean(),
		units: z
			.array(z.object({ unit: z.string(), factor: decimal, baseUnit: z.string() }))
			.meta({ description: 'Conversions of this item alone: one unit is factor × baseUnit' }),
		revisions: z.array(revisionSchema).meta({ description: 'The newest 200; `GET /items/{id}/revisions` has all' }),
		moreRevisions: z.int().describe('Revisions beyond those that are listed'),
		specifications: z
			.array(specificationSchema)
			.meta({ description: 'The first 200; `GET /items/{id}/specifications` has all' }),
		moreSpecifications: z.int().describe('Specifications beyond those that are listed'),
		/** At most 200, by code. */
		suppliers: z.array(
			z.object({
				partyId: z.uuid(),
				code: z.string(),
				status: z.enum(APPROVAL_STATUSES),
				validUntil: z.iso.date().optional(),
				supplierSku: z.string().optional(),
			}),
		),
		moreSuppliers: z.int().describe('Approved suppliers beyond the 200 that are listed'),
		version: z.int(),
	})
	.meta({ id: 'ItemDetail' })

/** An object without what is null: absent and null are one in answers. */
const present = <T extends object>(values: T) =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

const revisionBody = (revision: Revision, language: Context['language']) => ({
	...present({
		code: revision.code,
		effectiveFrom: revision.effectiveFrom,
		effectiveTo: revision.effectiveTo,
		changeReference: revision.changeReference,
	}),
	components: revision.components.map(({ sku, quantity, unit, tolerancePercent }) => ({
		item: sku,
		quantity: { value: quantity, unit },
		tolerancePercent,
	})),
	parameters: revision.parameters.map(({ id: _id, name, ...rest }) => ({
		...present(rest),
		name: localized(name, language),
	})),
})

const specificationBody = ({ id: _id, name, ...rest }: SpecificationRow, language: Context['language']) => ({
	...present(rest),
	name: localized(name, language),
})

/** Of so many revisions, specifications and approved suppliers an answer tells; it says how many more there are. */
const SENT = 200

/** One item as a call answers it, its version as `ETag`; 404 where there is none. */
async function itemAnswer(ctx: Context, itemId: string) {
	const found = await readItem(ctx, itemId, { size: SENT })
	if (!found) return notFound()
	const { item, revisions, specifications } = found
	const inside = partyOf(ctx.actor) === null
	const { description, lots: _lots, codePattern: _pattern, codeScope: _scope, name, ...basics } = item
	const approvals = await listApprovals(ctx, { itemId: item.id }, { size: SENT })
	return answer(
		{
			...present(basics),
			name: localized(name, ctx.language),
			names: name,
			...(description ? { description: localized(description, ctx.language) } : {}),
			attributes: (await attributesOfRecords(ctx, 'item', [item.id])).get(item.id) ?? {},
			units: (await itemUnitsOf(ctx, [item.id])).get(item.id) ?? [],
			revisions: inside ? revisions.rows.map((revision) => revisionBody(revision, ctx.language)) : [],
			moreRevisions: inside ? revisions.more : 0,
			specifications: specifications.rows.map((one) => specificationBody(one, ctx.language)),
			moreSpecifications: specifications.more,
			suppliers: approvals.rows.map(({ partyId, partyCode, status, validUntil, supplierSku }) =>
				present({ partyId, code: partyCode, status, validUntil, supplierSku }),
			),
			moreSuppliers: approvals.more,
		},
		{ version: item.version },
	)
}

const params = z.object({ id: z.uuid() })

/**
 * `GET /items`, `GET /items/{id}` and `PATCH /items/{id}` (attributes). A key of a partner is told of the items that it may
 * deliver, not what they are made of, and of the attributes that are for partners.
 */
export function mountItems(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/items',
		tag: 'Master data',
		summary: 'Items by number',
		can: ['read', 'Item'],
		query: z.object({
			q: z.string().max(100).optional().meta({ description: 'Part of a number, name or GTIN' }),
			kind: z.enum(ITEM_KINDS).optional(),
			attribute: attributeQuery,
			...pageQuery,
		}),
		answer: pageSchema(itemSchema),
		handle: async (ctx, { query: { cursor, attribute, ...query } }) => {
			const attributes = askedAttributes(attribute)
			const refused = await refuseUnread(ctx, 'item', attributes)
			if (refused) return refused
			const { items, nextCursor } = await listItems(ctx, { ...query, attributes, after: cursor })
			return answer({
				items: items.map(({ suppliers: _suppliers, lots: _lots, name, ...item }) =>
					present({
						...item,
						name: localized(name, ctx.language),
						names: name,
					}),
				),
				nextCursor,
			})
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/items/{id}',
		tag: 'Master data',
		summary: 'One item with its revisions, process parameters, specifications, conversions and approved suppliers',
		can: ['read', 'Item'],
		params,
		answer: itemDetailSchema,
		handle: (ctx, { params }) => itemAnswer(ctx, params.id),
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/items/{id}/revisions',
		tag: 'Master data',
		summary: 'Revisions of an item with components and process parameters, the newest first',
		can: ['read', 'Item'],
		params,
		query: z.object(pageQuery),
		answer: pageSchema(revisionSchema),
		handle: async (ctx, { params: { id }, query: { cursor, limit } }) => {
			// What an item is made of is nobody's business outside.
			if (partyOf(ctx.actor) !== null || !(await readItemBasics(ctx, id))) return notFound()
			const { rows, nextCursor } = await listRevisions(ctx, id, { cursor, size: limit })
			return answer({ items: rows.map((revision) => revisionBody(revision, ctx.language)), nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/items/{id}/specifications',
		tag: 'Master data',
		summary: 'What lots of an item are tested for, in order',
		can: ['read', 'Item'],
		params,
		query: z.object(pageQuery),
		answer: pageSchema(specificationSchema),
		handle: async (ctx, { params: { id }, query: { cursor, limit } }) => {
			if (!(await readItemBasics(ctx, id))) return notFound()
			const { rows, nextCursor } = await listSpecifications(ctx, id, { cursor, size: limit })
			return answer({ items: rows.map((one) => specificationBody(one, ctx.language)), nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'patch',
		path: '/items/{id}',
		tag: 'Master data',
		summary: "Change an item's attributes by the data dictionary; If-Match guards it",
		can: ['update', 'Item'],
		params,
		body: amendAttributesSchema,
		answer: itemDetailSchema,
		versioned: true,
		handle: async (ctx, { params: { id }, body, ifMatch }) => {
			const amended = await amendRecordAttributes(ctx, 'item', id, { ...body, expectedVersion: ifMatch })
			return amended.ok ? itemAnswer(ctx, id) : refuseAttributes(ctx, amended.error)
		},
	})
}
