import type { LocalizedText } from '#app/core/localized.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import { grouped } from './bulk-rows.ts'
import type { CompanyData, ItemData, SpecificationData } from './company.model.ts'

export type IndexedItem = ItemData & {
	id: string
	text: LocalizedText
	revisionId: string | null
	revision: string | null
}
export type IndexedParty = { id: string; code: string; name: LocalizedText; email: string }
export type IndexedSpecification = SpecificationData & { id: string }

/** A company as written, to find its records by the codes that the data files use. Unknown codes throw. */
export type CompanyIndex = {
	company: CompanyData
	item: (sku: string) => IndexedItem
	items: readonly IndexedItem[]
	party: (code: string) => IndexedParty
	site: (code: string) => string
	specifications: (sku: string) => readonly IndexedSpecification[]
	/** Someone of the company, by the part of the address before the at sign. */
	person: (name: string) => Extract<Actor, { kind: 'person' }>
}

/** What `write-company` wrote, by code. */
export type WrittenCompany = {
	items: Map<string, IndexedItem>
	parties: Map<string, IndexedParty>
	sites: Map<string, string>
	specifications: IndexedSpecification[]
	accounts: Map<string, string>
}

function found<T>(map: ReadonlyMap<string, T>, key: string, what: string): T {
	const value = map.get(key)
	if (value === undefined) throw new Error(`The demo has no ${what} ${key}`)
	return value
}

/** Makes the index of a written company. */
export function indexCompany(company: CompanyData, written: WrittenCompany): CompanyIndex {
	const bySku = grouped(written.specifications, (specification) => specification.sku)
	return {
		company,
		items: [...written.items.values()],
		item: (sku) => found(written.items, sku, 'item'),
		party: (code) => found(written.parties, code, 'party'),
		site: (code) => found(written.sites, code, 'site'),
		specifications: (sku) => bySku.get(sku) ?? [],
		person: (name) => {
			// A company with one person of a kind has nobody with a number behind the name.
			const data = [name, name.replace(/\d$/, '')]
				.map((first) => company.people.find((one) => one.email.startsWith(`${first}@`)))
				.find((one) => one)
			if (!data) throw new Error(`The demo has nobody called ${name}`)
			return {
				kind: 'person',
				id: found(written.accounts, data.email, 'account'),
				name: data.name,
				email: data.email,
				roles: [...data.roles],
				partyId: data.party ? found(written.parties, data.party, 'party').id : null,
				siteId: null,
			}
		},
	}
}
