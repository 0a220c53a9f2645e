import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { z } from 'zod'
import { mountAudit } from '#app/features/audit/api/audit.server.ts'
import { mountCalendars } from '#app/features/calendars/api/calendars.server.ts'
import { mountCases } from '#app/features/cases/api/cases.server.ts'
import { mountItemUnits } from '#app/features/catalog/api/item-units.server.ts'
import { mountItems } from '#app/features/catalog/api/items.server.ts'
import { mountDictionary } from '#app/features/dictionary/api/dictionary.server.ts'
import { mountDocuments } from '#app/features/documents/api/documents.server.ts'
import { mountEquipment } from '#app/features/equipment/api/equipment.server.ts'
import { mountEvents } from '#app/features/genealogy/api/events.server.ts'
import { mountTrace } from '#app/features/genealogy/api/trace.server.ts'
import { mountImports } from '#app/features/intake/api/imports.server.ts'
import { mountLots } from '#app/features/lots/api/lots.server.ts'
import { mountConnectedLots } from '#app/features/network/api/connected-lots.server.ts'
import { mountWebhooks } from '#app/features/notifications/api/webhooks.server.ts'
import { mountParties } from '#app/features/parties/api/parties.server.ts'
import { mountProductionOrders } from '#app/features/production/api/orders.server.ts'
import { mountProvenance } from '#app/features/provenance/api/provenance.server.ts'
import { mountDeviations } from '#app/features/quality/api/deviations.server.ts'
import { mountRecalls } from '#app/features/recall/api/recalls.server.ts'
import { mountDeliveries } from '#app/features/receiving/api/deliveries.server.ts'
import { mountRules } from '#app/features/rules/api/rules.server.ts'
import { mountWorkflows } from '#app/features/workflow/api/workflows.server.ts'
import { type ApiApp, answer, mountEndpoint, refuseUnknownCall } from '#app/platform/http/api-app.server.ts'
import { apiDocsPage } from '#app/platform/http/api-docs.server.ts'

const v1: ApiApp = new OpenAPIHono()

v1.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
	type: 'http',
	scheme: 'bearer',
	description: 'An API key of a tenant, with scopes',
})

mountEndpoint(v1, {
	method: 'get',
	path: '/me',
	tag: 'Key',
	summary: 'Tenant, actor and scopes of the key',
	can: ['read', 'Home'],
	answer: z.object({
		tenant: z.object({ id: z.string(), key: z.string(), name: z.string() }),
		actor: z.object({ id: z.string(), name: z.string(), partyId: z.string().nullable() }),
		scopes: z.array(z.string()),
	}),
	handle: async (ctx) => {
		const { actor, tenant } = ctx
		if (actor.kind !== 'api-key') throw new Error('Only keys come in here')
		return answer({
			tenant: { id: tenant.id, key: tenant.key, name: tenant.name },
			actor: { id: actor.id, name: actor.name, partyId: actor.partyId },
			scopes: actor.scopes,
		})
	},
})

mountLots(v1)
mountEvents(v1)
mountConnectedLots(v1)
mountProductionOrders(v1)
mountDeliveries(v1)
mountTrace(v1)
mountAudit(v1)
mountRules(v1)
mountWorkflows(v1)
mountDocuments(v1)
mountImports(v1)
mountRecalls(v1)
mountDeviations(v1)
mountCases(v1)
mountProvenance(v1)
mountItems(v1)
mountItemUnits(v1)
mountParties(v1)
mountCalendars(v1)
mountEquipment(v1)
mountDictionary(v1)
mountWebhooks(v1)

const DESCRIPTION = {
	openapi: '3.1.0',
	info: {
		title: 'Lotline 批迹',
		version: '1.0.0',
		description:
			'Lots, events, trace, imports, match checks, documents, recalls, provenance, webhooks and audit of one tenant.',
	},
} as const

const document = v1.getOpenAPI31Document(DESCRIPTION)

v1.get('/openapi.json', (c) => c.json(document))
v1.all('*', (c) => refuseUnknownCall(document, c.req.path))

/** The programming interface, under /api. Features mount theirs above the last line of `v1`. */
export const api = new Hono()
api.route('/v1', v1)
api.get('/docs', (c) => c.html(apiDocsPage(document)))
