import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import { askedAttributes, attributeQuery } from '#app/features/dictionary/attribute-query.schema.ts'
import { amendAttributesSchema, attributesSchema } from '#app/features/dictionary/attribute-value.schema.ts'
import { refuseAttributes } from '#app/features/dictionary/refuse-attributes.server.ts'
import { refuseUnread } from '#app/features/dictionary/refuse-unread.server.ts'
import { amendRecordAttributes } from '#app/features/dictionary/set-record-attributes.server.ts'
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
import {
	listParties,
	listSites,
	type PartyRow,
	readPartyRow,
	readSite,
	type SiteRow,
} from '../parties.queries.server.ts'
import { PARTY_KINDS } from '../party.model.ts'

const namesSchema = z.object({ en: z.string(), 'zh-CN': z.string() })

const siteSchema = z
	.object({
		id: z.uuid(),
		code: z.string(),
		name: z.string(),
		names: namesSchema,
		country: z.string().meta({ description: 'ISO 3166-1 alpha-2' }),
		city: z.string(),
		gln: z.string().optional(),
		timeZone: z.string(),
		partyId: z.uuid().optional().meta({ description: 'Whose place it is; absent: our own' }),
		active: z.boolean(),
		attributes: attributesSchema,
		version: z.int(),
	})
	.meta({ id: 'Site' })

const partySchema = z
	.object({
		id: z.uuid(),
		code: z.string(),
		kind: z.enum(PARTY_KINDS),
		name: z.string(),
		names: namesSchema,
		country: z.string(),
		city: z.string().optional(),
		gln: z.string().optional(),
		approvedItems: z.int().meta({ description: 'How many items it may deliver' }),
		active: z.boolean(),
		attributes: attributesSchema,
		version: z.int(),
	})
	.meta({ id: 'Party' })

const textQuery = { q: z.string().max(100).optional().meta({ description: 'Part of a code or name' }) }

const siteBody = (site: SiteRow, language: Context['language']) => ({
	id: site.id,
	code: site.code,
	name: localized(site.name, language),
	names: site.name,
	country: site.country,
	city: localized(site.city, language),
	...(site.gln ? { gln: site.gln } : {}),
	timeZone: site.timeZone,
	...(site.partyId ? { partyId: site.partyId } : {}),
	active: site.active,
	attributes: site.attributes,
	version: site.version,
})

const partyBody = (party: PartyRow, language: Context['language']) => ({
	id: party.id,
	code: party.code,
	kind: party.kind,
	name: localized(party.name, language),
	names: party.name,
	country: party.country,
	...(party.city ? { city: localized(party.city, language) } : {}),
	...(party.gln ? { gln: party.gln } : {}),
	approvedItems: party.approvals,
	active: party.active,
	attributes: party.attributes,
	version: party.version,
})

async function siteAnswer(ctx: Context, siteId: string) {
	const site = await readSite(ctx, siteId)
	const own = partyOf(ctx.actor)
	if (!site || (own !== null && site.partyId !== own)) return notFound()
	return answer(siteBody(site, ctx.language), { version: site.version })
}

async function partyAnswer(ctx: Context, partyId: string) {
	const own = partyOf(ctx.actor)
	const party = own === null || own === partyId ? await readPartyRow(ctx, partyId) : null
	if (!party) return notFound()
	return answer(partyBody(party, ctx.language), { version: party.version })
}

const params = z.object({ id: z.uuid() })

/** What both kinds of record are asked for alike: one of them, and its attributes changed. */
function mountOne(
	api: ApiApp,
	{
		record,
		path,
		noun,
		answered,
		read,
	}: {
		record: 'site' | 'party'
		path: string
		noun: string
		answered: z.ZodType
		read: typeof siteAnswer
	},
): void {
	const subject = record === 'site' ? 'Site' : 'Party'
	mountEndpoint(api, {
		method: 'get',
		path,
		tag: 'Master data',
		summary: `One ${noun}`,
		can: ['read', subject],
		params,
		answer: answered,
		handle: (ctx, { params: { id } }) => read(ctx, id),
	})
	mountEndpoint(api, {
		method: 'patch',
		path,
		tag: 'Master data',
		summary: `Change the attributes of a ${noun} by the data dictionary; If-Match guards it`,
		can: ['update', subject],
		params,
		body: amendAttributesSchema,
		answer: answered,
		versioned: true,
		handle: async (ctx, { params: { id }, body, ifMatch }) => {
			const amended = await amendRecordAttributes(ctx, record, id, { ...body, expectedVersion: ifMatch })
			return amended.ok ? read(ctx, id) : refuseAttributes(ctx, amended.error)
		},
	})
}

/**
 * `GET /sites`, `GET /parties`, and one of each with `PATCH` for its attributes. A key of a partner is told of that partner
 * and its places alone, and changes nothing.
 */
export function mountParties(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/sites',
		tag: 'Master data',
		summary: 'Places: our own first, then those of partners, by code',
		can: ['read', 'Site'],
		query: z.object({ ...textQuery, attribute: attributeQuery, ...pageQuery }),
		answer: pageSchema(siteSchema),
		handle: async (ctx, { query: { cursor, attribute, ...query } }) => {
			const attributes = askedAttributes(attribute)
			const refused = await refuseUnread(ctx, 'site', attributes)
			if (refused) return refused
			const partyId = partyOf(ctx.actor) ?? undefined
			const { sites, nextCursor } = await listSites(ctx, { ...query, attributes, partyId, after: cursor })
			return answer({ items: sites.map((site) => siteBody(site, ctx.language)), nextCursor })
		},
	})
	mountOne(api, { record: 'site', path: '/sites/{id}', noun: 'place', answered: siteSchema, read: siteAnswer })
	mountEndpoint(api, {
		method: 'get',
		path: '/parties',
		tag: 'Master data',
		summary: 'Suppliers, customers and other partners, by code',
		can: ['read', 'Party'],
		query: z.object({ ...textQuery, kind: z.enum(PARTY_KINDS).optional(), attribute: attributeQuery, ...pageQuery }),
		answer: pageSchema(partySchema),
		handle: async (ctx, { query: { cursor, attribute, ...query } }) => {
			const attributes = askedAttributes(attribute)
			const refused = await refuseUnread(ctx, 'party', attributes)
			if (refused) return refused
			const { parties, nextCursor } = await listParties(ctx, { ...query, attributes, after: cursor })
			return answer({ items: parties.map((party) => partyBody(party, ctx.language)), nextCursor })
		},
	})
	mountOne(api, { record: 'party', path: '/parties/{id}', noun: 'partner', answered: partySchema, read: partyAnswer })
}
