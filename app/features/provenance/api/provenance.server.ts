import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import { type ApiApp, answer, mountEndpoint, notFound } from '#app/platform/http/api-app.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type FoundLot, findLot, findLotByCode } from '../provenance.queries.server.ts'
import { readCode } from '../read-code.model.ts'
import { readProvenance } from '../read-provenance.server.ts'

const place = z.object({ country: z.string(), city: z.string().nullable() })

/** What the public page shows, as JSON. Texts are in the language that the caller accepts. */
const provenanceSchema = z
	.object({
		code: z.string(),
		gtin: z.string().optional(),
		item: z.object({ name: z.string(), brand: z.string().nullable() }),
		verdict: z.enum(['released', 'expired', 'not-released', 'on-hold', 'not-for-use', 'recalled']),
		status: z.string(),
		category: z.string(),
		dates: z.object({
			manufacturedOn: z.string().nullable(),
			expiresOn: z.string().nullable(),
			releasedOn: z.string().nullable(),
			shippedOn: z.string().nullable(),
		}),
		attributes: z.array(z.object({ label: z.string(), value: z.string() })),
		journey: z.array(z.object({ step: z.string(), title: z.string(), time: z.iso.date(), place: place.optional() })),
		origins: z.array(z.object({ kind: z.string(), country: z.string().nullable() })),
		certificates: z.array(
			z.object({
				id: z.uuid(),
				kind: z.string(),
				title: z.string(),
				number: z.string().nullable(),
				issuedOn: z.string().nullable(),
				validUntil: z.string().nullable(),
			}),
		),
		recall: z
			.object({
				number: z.string(),
				class: z.string(),
				instructions: z.string(),
				since: z.string().nullable(),
				over: z.boolean(),
			})
			.nullable(),
		integrity: z.object({
			verified: z.boolean(),
			entries: z.int().meta({ description: 'Records that were recomputed: the newest' }),
			all: z.int().meta({ description: 'Records that there are' }),
		}),
		checkedAt: z.iso.datetime(),
	})
	.meta({ id: 'Provenance' })

/** `GET /provenance?code=`. */
export function mountProvenance(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/provenance',
		tag: 'Provenance',
		summary: 'What the public page shows for a lot code, GS1 element string, Digital Link or UDI',
		can: ['read', 'Provenance'],
		query: z.object({
			code: z.string().min(1).max(2000),
			lot: z.string().max(60).optional().meta({ description: 'For a GTIN alone' }),
		}),
		answer: provenanceSchema,
		searches: true,
		handle: async (ctx, { query }) => {
			const lot = await findByCode(ctx, query.code, query.lot ?? '')
			return lot ? answer(await provenanceBody(ctx, lot)) : notFound()
		},
	})
}

async function findByCode(ctx: Context, code: string, beside: string): Promise<FoundLot | null> {
	const read = readCode(code, beside, ctx.now)
	if (read.kind === 'product' && read.lot) return findLot(ctx, { gtin: read.gtin, lot: read.lot })
	if (read.kind === 'other-agency' && read.lot) return findLotByCode(ctx, read.lot)
	// A lot code may look like a number or a mistyped standard code by chance.
	return findLotByCode(ctx, read.kind === 'text' ? read.text : code)
}

async function provenanceBody(ctx: Context, lot: FoundLot) {
	const found = await readProvenance(ctx, lot, 'public')
	const t = serverText(ctx.language, 'provenance')
	const { gtin, item, journey, origins, certificates, recall, contact: _contact, ...rest } = found
	return {
		...rest,
		...(gtin ? { gtin } : {}),
		item: { name: localized(item.name, ctx.language), brand: item.brand },
		attributes: rest.attributes.map(({ label, value }) => ({
			label: localized(label, ctx.language),
			value: localized(value, ctx.language),
		})),
		journey: journey.map(({ step, on, place }) => ({
			step,
			title: t(`step.${step}`),
			time: on,
			...(place
				? { place: { country: place.country, city: place.city ? localized(place.city, ctx.language) : null } }
				: {}),
		})),
		origins: origins.map(({ kind, country }) => ({ kind, country })),
		certificates: certificates.map(({ id, kind, title, number, issuedOn, validUntil }) => ({
			id,
			kind,
			title,
			number,
			issuedOn,
			validUntil,
		})),
		recall: recall && {
			number: recall.number,
			class: recall.recallClass,
			instructions: localized(recall.instructions, ctx.language),
			since: recall.since,
			over: recall.over,
		},
	}
}
