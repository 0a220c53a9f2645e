import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { readGapOverview } from '#app/features/gaps/gaps.queries.server.ts'
import { supplierScore } from '#app/features/parties/supplier-score.model.ts'
import { readScoreCounts } from '#app/features/parties/supplier-score.queries.server.ts'
import { recentFindings } from '#app/features/quality/watch/findings.queries.server.ts'
import { HOME_ITEMS, readWork } from '#app/features/work/work.queries.server.ts'
import { readWorkLooks } from '#app/features/work/work-looks.server.ts'
import { baseRolesOf, partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readAuditorHome } from './auditor-home.queries.server.ts'
import { readEndingCertificates } from './certificates.queries.server.ts'
import { readCustomerHome } from './customer-home.queries.server.ts'
import { readFigures, readQueueByMissing } from './figures.queries.server.ts'
import { readNearLimits } from './near-limit.queries.server.ts'
import { readPartner } from './partner.queries.server.ts'
import { readStatusLooks } from './status-looks.server.ts'
import { readSupplierRecords, readSupplierRequests } from './supplier-home.queries.server.ts'

/** Points of the curve of a supplier's score. */
const SCORE_POINTS = 7

async function internalHome(ctx: Context) {
	const work = await readWork(ctx, { limit: HOME_ITEMS })
	return {
		audience: 'internal' as const,
		...work,
		figures: ctx.ability.can('read', 'Lot') ? await readFigures(ctx) : null,
		missing: ctx.ability.can('release', 'Lot') ? await readQueueByMissing(ctx) : null,
		near: ctx.ability.can('release', 'Lot') ? await readNearLimits(ctx) : null,
		findings: ctx.ability.can('release', 'Lot') ? await recentFindings(ctx, { days: 7, limit: 6 }) : null,
		gaps: ctx.ability.can('check', 'Gap') ? await readGapOverview(ctx) : null,
		certificates: ctx.ability.can('read', 'Document') ? await readEndingCertificates(ctx) : [],
		looks: await readWorkLooks(ctx, work.work),
		today: todayIn(ctx.tenant.timeZone, ctx.now),
	}
}

async function supplierHome(ctx: Context) {
	const partyId = partyOf(ctx.actor) ?? ''
	const scores = ((await readScoreCounts(ctx, [partyId], SCORE_POINTS)).get(partyId) ?? []).map(supplierScore)
	return {
		audience: 'supplier' as const,
		...(await readPartner(ctx, partyId)),
		requests: await readSupplierRequests(ctx),
		...(await readSupplierRecords(ctx)),
		score: scores.at(-1) ?? supplierScore({ match: none, certificates: none, data: none, punctual: none, holds: none }),
		history: scores.map((score) => score.points),
		looks: { lot: await readStatusLooks(ctx, 'lot_lifecycle'), delivery: await readStatusLooks(ctx, 'receipt') },
		today: todayIn(ctx.tenant.timeZone, ctx.now),
	}
}
const none = { of: 0, wrong: 0 }

async function customerHome(ctx: Context) {
	return {
		audience: 'customer' as const,
		...(await readPartner(ctx, partyOf(ctx.actor) ?? '')),
		...(await readCustomerHome(ctx)),
	}
}

async function auditorHome(ctx: Context) {
	return { audience: 'auditor' as const, ...(await readAuditorHome(ctx)) }
}

/** What the first page shows, by who reads it. A fixed number of statements for each. */
export async function readHome(ctx: Context) {
	const roles = baseRolesOf(ctx.actor)
	const base = { tenant: ctx.tenant.name, name: ctx.actor.name }
	if (roles.includes('supplier')) return { ...base, home: await supplierHome(ctx) }
	if (roles.includes('customer')) return { ...base, home: await customerHome(ctx) }
	if (roles.length === 1 && roles[0] === 'auditor') return { ...base, home: await auditorHome(ctx) }
	return { ...base, home: await internalHome(ctx) }
}

type Home = Awaited<ReturnType<typeof readHome>>['home']
export type InternalHomeData = Extract<Home, { audience: 'internal' }>
export type SupplierHomeData = Extract<Home, { audience: 'supplier' }>
export type CustomerHomeData = Extract<Home, { audience: 'customer' }>
export type AuditorHomeData = Extract<Home, { audience: 'auditor' }>
export type PartnerName = LocalizedText | null
