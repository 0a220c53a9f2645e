import type { LocalizedText } from '#app/core/localized.ts'
import type { PartyInput, SiteInput } from './party.schema.ts'

const both = (en: string | null, zh: string | null): LocalizedText | null => {
	const one = en ?? zh
	return one === null ? null : { en: en ?? one, 'zh-CN': zh ?? one }
}

/** A party's columns from its form; a city given in one language stands for both. */
export const partyValues = (input: PartyInput) => ({
	kind: input.kind,
	code: input.code,
	name: { en: input.nameEn, 'zh-CN': input.nameZh },
	country: input.country,
	city: both(input.cityEn, input.cityZh),
	gln: input.gln,
	email: input.email ?? null,
	phone: input.phone,
	language: input.language,
	active: input.active,
})

/** A site's columns from its form. */
export const siteValues = (input: SiteInput) => ({
	partyId: input.partyId ?? null,
	code: input.code,
	name: { en: input.nameEn, 'zh-CN': input.nameZh },
	country: input.country,
	city: { en: input.cityEn, 'zh-CN': input.cityZh },
	gln: input.gln,
	timeZone: input.timeZone,
	active: input.active,
})
