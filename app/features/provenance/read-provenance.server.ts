import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { type PublicAttribute, publicAttributes } from '#app/features/dictionary/public-attributes.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	type Audience,
	DISCLOSURE,
	discloseJourney,
	discloseOrigins,
	type JourneyStep,
	type Origin,
} from './disclosure.model.ts'
import { type PublicCertificate, type PublicRecall, readStory } from './lot-story.queries.server.ts'
import { type ProvenanceDates, type Verdict, verdictOf } from './provenance.model.ts'
import type { Contact, FoundLot } from './provenance.queries.server.ts'
import { type Integrity, verifyLot } from './verify-lot.server.ts'

/** What an audience is shown of a lot: plain JSON without anything internal. */
export type Provenance = {
	code: string
	gtin: string | null
	item: { name: LocalizedText; brand: string | null; description: LocalizedText | null }
	verdict: Verdict
	/** State and category of the lot's workflow. */
	status: string
	category: string
	dates: ProvenanceDates
	/** What the data dictionary shows to the public. */
	attributes: PublicAttribute[]
	origins: Origin[]
	journey: JourneyStep[]
	certificates: PublicCertificate[]
	recall: PublicRecall | null
	contact: Contact | null
	integrity: Integrity
	/** When it was compared with the records. */
	checkedAt: string
}

/** Tells a lot's story to an audience, as its disclosure policy lets it. Four statements. */
export async function readProvenance(ctx: Context, lot: FoundLot, audience: Audience): Promise<Provenance> {
	const policy = DISCLOSURE[audience]
	const story = await readStory(ctx, lot)
	const { status, category, manufacturedOn, expiresOn } = lot
	const verdict = verdictOf({
		status,
		category,
		recalled: story.recall !== null,
		expiresOn,
		today: todayIn(ctx.tenant.timeZone, ctx.now),
	})
	const shippedOn =
		story.steps
			.filter((step) => step.own && step.kind === 'ship')
			.map((step) => step.on)
			.sort()
			.at(-1) ?? null
	const dates: ProvenanceDates = { manufacturedOn, expiresOn, releasedOn: story.releasedOn, shippedOn }
	const recalledOn = story.recall?.since ?? story.recalledOn
	return {
		code: lot.code,
		gtin: lot.gtin,
		item: { name: lot.name, brand: lot.brand, description: lot.description },
		verdict,
		status,
		category,
		dates,
		attributes: await publicAttributes(ctx, lot.id),
		origins: discloseOrigins(story.origins, policy),
		journey: discloseJourney({ steps: story.steps, origins: story.origins, dates, verdict }, recalledOn, policy),
		certificates: story.certificates,
		recall: verdict === 'recalled' ? story.recall : null,
		contact: story.contact,
		integrity: await verifyLot(ctx, lot.id),
		checkedAt: ctx.now.toISOString(),
	}
}
