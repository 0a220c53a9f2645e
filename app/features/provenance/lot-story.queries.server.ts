import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { OriginFact, StepFact } from './disclosure.model.ts'
import type { Contact, FoundLot } from './provenance.queries.server.ts'

export type PublicCertificate = {
	id: string
	kind: string
	title: string
	number: string | null
	issuedOn: string | null
	validUntil: string | null
	fileName: string
	size: number
}
export type PublicRecall = {
	number: string
	recallClass: string
	instructions: LocalizedText
	since: string | null
	over: boolean
}

/** Everything about a lot that an audience may be shown parts of. */
export type LotStory = {
	origins: OriginFact[]
	steps: StepFact[]
	releasedOn: string | null
	recalledOn: string | null
	certificates: PublicCertificate[]
	recall: PublicRecall | null
	contact: Contact | null
}

type StoryRow = {
	origins: OriginFact[] | null
	steps:
		| {
				kind: string
				step: string | null
				own: boolean
				country: string | null
				city: LocalizedText | null
				on: string
		  }[]
		| null
	releasedOn: string | null
	recalledOn: string | null
	certificates: PublicCertificate[] | null
	recall: PublicRecall | null
	contact: Contact | null
}

/**
 * Reads it in one round trip (`lot_story`). Names of suppliers, codes of other lots, quantities and people are not read
 * at all.
 */
export async function readStory(ctx: Context, lot: Pick<FoundLot, 'id' | 'node' | 'itemId'>): Promise<LotStory> {
	const [row] = await ctx.em.execute<{ story: StoryRow }[]>('select lot_story(?, ?, ?, ?) as story', [
		lot.id,
		lot.node,
		lot.itemId,
		ctx.tenant.timeZone,
	])
	if (!row) throw new Error('A lot has no story')
	const { story } = row
	return {
		origins: story.origins ?? [],
		steps: (story.steps ?? []).map(({ country, city, ...step }) => ({
			...step,
			place: country ? { country, city } : null,
		})),
		releasedOn: story.releasedOn,
		recalledOn: story.recalledOn,
		certificates: story.certificates ?? [],
		recall: story.recall,
		contact: story.contact,
	}
}
