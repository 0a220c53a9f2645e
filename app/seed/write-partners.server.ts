import { checkDigitFor } from '#app/core/gs1/check-digit.ts'
import { Party, Site } from '#app/features/parties/party.entity.server.ts'
import { Membership } from '#app/platform/auth/auth.entity.server.ts'
import { newKeys, newRecord } from './bulk-rows.ts'
import { inBoth } from './company.model.ts'
import type { WrittenCompany } from './company-index.ts'
import { DEMO_TIME_ZONE } from './demo-calendar.ts'
import { SET_UP_DAYS, type SeedScene } from './seed-scene.ts'

/** Location numbers with GS1's prefix for examples, counted up within a company. */
export function glnSeries(key: string): () => string {
	let last = key === 'aurora' ? 100 : 500
	return () => {
		last += 1
		const digits = `9521234${String(last).padStart(5, '0')}`
		return `${digits}${checkDigitFor(digits)}`
	}
}

export async function writeParties(
	{ ctx, company, calendar, audit }: SeedScene,
	gln: () => string,
): Promise<WrittenCompany['parties']> {
	const at = calendar.at(SET_UP_DAYS, '09:10')
	const rows = company.parties.map((party) => ({
		...newRecord(ctx, at),
		kind: party.kind,
		code: party.code,
		name: inBoth(party.name),
		country: party.country,
		city: inBoth(party.city),
		gln: gln(),
		email: party.email,
		phone: party.phone ?? null,
		language: party.language ?? 'en',
		active: party.active ?? true,
	}))
	await ctx.em.insertMany(Party, rows)
	for (const row of rows) {
		audit.add({
			at,
			by: 'admin',
			action: 'party.create',
			subject: { type: 'party', id: row.id, label: row.code },
			after: { code: row.code, kind: row.kind, name: row.name, country: row.country },
		})
	}
	return new Map(rows.map((row) => [row.code, { id: row.id, code: row.code, name: row.name, email: row.email }]))
}

export async function writeSites(
	{ ctx, company, calendar, audit }: SeedScene,
	gln: () => string,
): Promise<WrittenCompany['sites']> {
	const at = calendar.at(SET_UP_DAYS, '09:20')
	const rows = company.sites.map((site) => ({
		...newRecord(ctx, at),
		partyId: null,
		code: site.code,
		name: inBoth(site.name),
		country: site.country,
		city: inBoth(site.city),
		gln: gln(),
		timeZone: site.country === 'NL' ? 'Europe/Amsterdam' : DEMO_TIME_ZONE,
		active: true,
	}))
	await ctx.em.insertMany(Site, rows)
	for (const row of rows) {
		audit.add({
			at,
			by: 'admin',
			action: 'site.create',
			subject: { type: 'site', id: row.id, label: row.code },
			after: { code: row.code, name: row.name, gln: row.gln },
		})
	}
	return new Map(rows.map((row) => [row.code, row.id]))
}

export async function writePeople(
	{ ctx, company, calendar, audit }: SeedScene,
	accounts: Map<string, string>,
	parties: WrittenCompany['parties'],
): Promise<void> {
	const at = calendar.at(SET_UP_DAYS, '09:30')
	const rows = company.people.flatMap((person) =>
		person.roles.map((role) => ({
			...newKeys(ctx),
			accountId: accounts.get(person.email) ?? '',
			role,
			partyId: person.party ? (parties.get(person.party)?.id ?? null) : null,
			siteId: null,
			createdAt: at,
		})),
	)
	await ctx.em.insertMany(Membership, rows)
	for (const row of rows) {
		audit.add({
			at,
			by: 'admin',
			action: 'member.join',
			subject: { type: 'member', id: row.id },
			after: { accountId: row.accountId, role: row.role, partyId: row.partyId },
		})
	}
}
