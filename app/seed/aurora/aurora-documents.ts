import type { DocumentKind } from '#app/features/documents/document.model.ts'
import type { Story } from '../story/story.ts'
import type { StoryLot } from '../story/story-types.ts'

type Paper = { kind: DocumentKind; prefix: string; title: string; visibility: 'customer' | 'public'; text: string[] }

function add(story: Story, lot: StoryLot, day: number, paper: Paper): void {
	const number = story.nextCode('certificate', `${paper.prefix}-{YY}-{SEQ:4}`, story.calendar.day(day))
	story.documents.push({
		kind: paper.kind,
		number,
		title: `${paper.title} ${number}`,
		party: null,
		issuedOn: story.calendar.day(day),
		validUntil: null,
		visibility: paper.visibility,
		by: 'quality',
		at: story.calendar.at(day, '16:10'),
		lots: [lot],
		text: [`${lot.item.name[0]}`, `Lot ${lot.code}, ${lot.quantity.toFixed()} ${lot.item.unit}`, ...paper.text],
	})
}

/** The papers of a packed and sterilised lot; what is only assembled of sterile lots gets the certificate alone. */
export function addSterilePackDocuments(story: Story, lot: StoryLot, day: number): void {
	if (day >= 0) return
	if (lot.item.sku !== 'SET-SPINE-4L') {
		add(story, lot, day, {
			kind: 'sterilisation_certificate',
			prefix: 'STC',
			title: 'Sterilisation certificate',
			visibility: 'public',
			text: ['Ethylene oxide, validated cycle EO-V4, ISO 11135:2014', 'Sterility assurance level 10^-6'],
		})
	}
	addConformance(story, lot, day)
}

/** The certificate that goes with every product. */
export function addConformance(story: Story, lot: StoryLot, day: number): void {
	if (day >= 0) return
	add(story, lot, day, {
		kind: 'certificate_of_conformance',
		prefix: 'COC',
		title: 'Certificate of conformance',
		visibility: 'public',
		text: ['Made and tested under ISO 13485:2016', 'All tests within the specification in force'],
	})
}
