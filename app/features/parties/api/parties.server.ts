import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { type ApiApp, answer, mountEndpoint, pageQuery, pageSchema } from '#app/platform/http/api-app.server.ts'
import { listParties, listSites } from '../parties.queries.server.ts'
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
	})
	.meta({ id: 'Party' })

const textQuery = { q: z.string().max(100).optional().meta({ description: 'Part of a code or name' }) }

/** `GET /sites` and `GET /parties`. A key of a partner is told of that partner and its places alone. */
export function mountParties(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/sites',
		tag: 'Master data',
		summary: 'Places: our own first, then those of partners, by code',
		can: ['read', 'Site'],
		query: z.object({ ...textQuery, ...pageQuery }),
		answer: pageSchema(siteSchema),
		handle: async (ctx, { query: { cursor, ...query } }) => {
			const partyId = partyOf(ctx.actor) ?? undefined
			const { sites, nextCursor } = await listSites(ctx, { ...query, partyId, after: cursor })
			return answer({
				items: sites.map((site) => ({
					id: site.id,
					code: site.code,
					name: localized(site.name, ctx.language),
					names: site.name,
					country: site.country,
					city: localized(site.city, ctx.language),
					...(site.gln ? { gln: site.gln } : {}),
					timeZone: site.timeZone,
					...(site.partyId ? { partyId: site.partyId } : {}),
					active: site.active,
					version: site.version,
				})),
				nextCursor,
			})
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/parties',
		tag: 'Master data',
		summary: 'Suppliers, customers and other partners, by code',
		can: ['read', 'Party'],
		query: z.object({ ...textQuery, kind: z.enum(PARTY_KINDS).optional(), ...pageQuery }),
		answer: pageSchema(partySchema),
		handle: async (ctx, { query: { cursor, ...query } }) => {
			const { parties, nextCursor } = await listParties(ctx, { ...query, after: cursor })
			return answer({
				items: parties.map((party) => ({
					id: party.id,
					code: party.code,
					kind: party.kind,
					name: localized(party.name, ctx.language),
					names: party.name,
					country: party.country,
					...(party.city ? { city: localized(party.city, ctx.language) } : {}),
					...(party.gln ? { gln: party.gln } : {}),
					approvedItems: party.approvals,
					active: party.active,
				})),
				nextCursor,
			})
		},
	})
}
