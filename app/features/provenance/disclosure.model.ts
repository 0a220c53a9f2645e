import type { LocalDate } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { type Place, type ProvenanceDates, type SafeStep, safeStepOf, type Verdict } from './provenance.model.ts'

/** Who looks: anyone who scans a code, or a customer to whom the lot was shipped. */
export type Audience = 'public' | 'customer'

/** How much of a lot's story an audience sees. What is not named here is never shown. */
export type DisclosurePolicy = {
	/** What a thing is made of: by kind alone, or by the item's name. Suppliers are named to nobody. */
	origins: 'kind' | 'item'
	/** Whether the country that a material came from is said. */
	originCountry: boolean
	/** Where steps took place. */
	places: 'none' | 'country' | 'city'
	/** Steps of materials before they became this lot. */
	materialSteps: boolean
}

/**
 * What each audience sees, the same in every portal. Names of suppliers, quantities, people, internal codes and free
 * texts are in none of them: they are not even read.
 */
export const DISCLOSURE: Record<Audience, DisclosurePolicy> = {
	public: { origins: 'kind', originCountry: true, places: 'city', materialSteps: true },
	customer: { origins: 'item', originCountry: true, places: 'city', materialSteps: true },
}

/** A lot of the genealogy that came from outside, or has no parents. */
export type OriginFact = { kind: string; item: LocalizedText; country: string | null; lots: number }
/** Something that happened to the lot, or to what it is made of. `step` is what people wrote. */
export type StepFact = { kind: string; step: string | null; on: LocalDate; own: boolean; place: Place | null }

export type Origin = { kind: string; item: LocalizedText | null; country: string | null }
export type JourneyStep = { step: SafeStep; on: LocalDate; place: Place | null }

/** What the records say of a lot, before anything is decided on who may see what. */
export type ProvenanceFacts = {
	origins: readonly OriginFact[]
	steps: readonly StepFact[]
	dates: ProvenanceDates
	verdict: Verdict
}

/** Kinds of events that people outside may hear of, and the word for each; null: by the step's own name. */
const KINDS: Readonly<Record<string, SafeStep | null>> = {
	receive: 'received',
	produce: null,
	consume: null,
	rework: 'reworked',
	repack: 'packed',
	ship: 'shipped',
}

/** Where things come from, as this audience may know it: alike ones are said once. */
export function discloseOrigins(facts: readonly OriginFact[], policy: DisclosurePolicy): Origin[] {
	const seen = new Map<string, Origin>()
	for (const { kind, item, country } of facts) {
		const origin = {
			kind,
			item: policy.origins === 'item' ? item : null,
			country: policy.originCountry ? country : null,
		}
		seen.set(JSON.stringify(origin), origin)
	}
	return [...seen.values()].sort(
		(a, b) => a.kind.localeCompare(b.kind) || (a.country ?? '').localeCompare(b.country ?? ''),
	)
}

const placeFor = (place: Place | null, policy: DisclosurePolicy): Place | null => {
	if (!place || policy.places === 'none') return null
	return { country: place.country, city: policy.places === 'city' ? place.city : null }
}

/** The journey in safe words, newest first; release and recall come from the lot's own workflow. */
export function discloseJourney(
	{ steps, dates, verdict }: ProvenanceFacts,
	recalledOn: LocalDate | null,
	policy: DisclosurePolicy,
): JourneyStep[] {
	const journey = new Map<string, JourneyStep>()
	const note = (entry: JourneyStep) => {
		const key = `${entry.step} ${entry.place?.country ?? ''} ${entry.place?.city?.en ?? ''}`
		const known = journey.get(key)
		if (!known || known.on < entry.on) journey.set(key, entry)
	}
	for (const fact of steps) {
		const word = Object.hasOwn(KINDS, fact.kind) ? (KINDS[fact.kind] ?? safeStepOf(fact.step)) : undefined
		if (!word || (!fact.own && (!policy.materialSteps || word === 'shipped'))) continue
		note({ step: word, on: fact.on, place: placeFor(fact.place, policy) })
	}
	if (dates.releasedOn) note({ step: 'released', on: dates.releasedOn, place: null })
	if (verdict === 'recalled' && recalledOn) note({ step: 'recalled', on: recalledOn, place: null })
	return [...journey.values()].sort((a, b) => b.on.localeCompare(a.on) || rank(b.step) - rank(a.step))
}

/** On one day: what comes later in a product's life stands first. */
const LATE: readonly SafeStep[] = ['packed-sterilised', 'released', 'shipped', 'recalled']
const rank = (step: SafeStep): number => (step === 'received' ? -2 : LATE.indexOf(step))
