import { createHash } from 'node:crypto'
import { Document, DocumentLink } from '#app/features/documents/document.entity.server.ts'
import { Notification } from '#app/features/identity/invitation.entity.server.ts'
import type { NoticeKind } from '#app/features/notifications/notice-event.model.ts'
import { Deviation, TestResult } from '#app/features/quality/quality.entity.server.ts'
import { chunks, grouped, newKeys, newRecord } from './bulk-rows.ts'
import type { SeedScene } from './seed-scene.ts'
import { smallPdf } from './small-pdf.ts'
import type { Story } from './story/story.ts'
import type { StoryDocument } from './story/story-types.ts'
import { accountAt, type PersonOf } from './story-people.ts'
import { writeRecords } from './write-records.server.ts'

/** Writes results, deviations, documents with their files, and notices. */
export async function writePapers(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	await writeResults(scene, story, personOf)
	await writeDeviations(scene, story, personOf)
	await writeDocuments(scene, story, personOf)
	await writeNotices(scene, story, personOf)
}

async function writeResults({ ctx, audit }: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const rows = story.results.map((result) => ({
		...newKeys(ctx),
		lotId: result.lot.id,
		itemId: result.lot.item.id,
		specificationId: result.specification.id,
		test: result.specification.test,
		method: result.specification.method,
		unit: result.specification.unit,
		minimum: result.specification.min ?? null,
		maximum: result.specification.max ?? null,
		value: result.value,
		reported: result.reported,
		verdict: result.verdict,
		source: result.source,
		testedAt: result.testedAt,
		recordedAt: result.testedAt,
		recordedBy: accountAt(personOf, result.by),
		documentId: null,
		supersedesId: null,
		supersededAt: null,
	}))
	for (const chunk of chunks(rows)) await ctx.em.insertMany(TestResult, chunk)
	for (const list of grouped(story.results, (result) => `${result.lot.id} ${result.testedAt.getTime()}`).values()) {
		const [first] = list
		if (!first) continue
		audit.add({
			at: first.testedAt,
			by: first.by,
			action: 'result.record',
			subject: { type: 'lot', id: first.lot.id, label: first.lot.code },
			after: {
				results: list.map((result) => ({
					test: result.specification.test,
					value: result.reported,
					unit: result.specification.unit,
					verdict: result.verdict,
				})),
			},
		})
	}
}

async function writeDeviations(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const { ctx, audit } = scene
	const rows = story.deviations.map((deviation) => ({
		...newRecord(ctx, deviation.at, deviation.closed?.at ?? deviation.at),
		id: deviation.record.id,
		number: deviation.record.label,
		lotId: deviation.lot.id,
		title: deviation.title,
		severity: deviation.severity,
		status: deviation.record.state,
		category: story.categoryOf(deviation.record),
		openedAt: deviation.at,
		openedBy: accountAt(personOf, deviation.by),
		closedAt: deviation.closed?.at ?? null,
		closedBy: deviation.closed ? accountAt(personOf, deviation.closed.by) : null,
		conclusion: deviation.closed?.conclusion ?? null,
	}))
	if (rows.length > 0) await ctx.em.insertMany(Deviation, rows)
	for (const deviation of story.deviations) {
		audit.add({
			at: deviation.at,
			by: deviation.by,
			action: 'deviation.open',
			subject: { type: 'deviation', id: deviation.record.id, label: deviation.record.label },
			after: { lot: deviation.lot.code, title: deviation.title, severity: deviation.severity },
		})
	}
	await writeRecords(
		scene,
		story.deviations.map((deviation) => deviation.record),
		personOf,
	)
}

async function writeDocuments({ ctx, audit, company }: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const rows = await Promise.all(
		story.documents.map(async (document) => {
			const bytes = fileOf(story, document, company.tenant.name)
			return {
				...newRecord(ctx, document.at),
				kind: document.kind,
				number: document.number,
				title: document.title,
				partyId: document.party,
				issuedOn: document.issuedOn,
				validUntil: document.validUntil,
				visibility: document.visibility,
				fileKey: await ctx.files.put(ctx.tenant.id, 'documents', bytes),
				fileName: `${document.number}.pdf`,
				contentType: 'application/pdf',
				size: bytes.length,
				sha256: createHash('sha256').update(bytes).digest('hex'),
				uploadedBy: accountAt(personOf, document.by),
			}
		}),
	)
	for (const chunk of chunks(rows)) await ctx.em.insertMany(Document, chunk)
	const links = story.documents.flatMap((document, place) =>
		document.lots.map((lot) => ({
			tenantId: ctx.tenant.id,
			documentId: rows[place]?.id ?? '',
			subjectType: 'lot' as const,
			subjectId: lot.id,
		})),
	)
	for (const chunk of chunks(links, 800)) await ctx.em.insertMany(DocumentLink, chunk)
	for (const [place, document] of story.documents.entries()) {
		const row = rows[place]
		audit.add({
			at: document.at,
			by: document.by,
			action: 'document.add',
			subject: { type: 'document', id: row?.id ?? '', label: document.number },
			after: {
				kind: document.kind,
				title: document.title,
				sha256: row?.sha256 ?? null,
				lots: document.lots.map((lot) => lot.code),
			},
		})
	}
}

function fileOf(story: Story, document: StoryDocument, company: string): Uint8Array {
	const party = story.index.company.parties.find((one) => story.index.party(one.code).id === document.party)
	return smallPdf({
		heading: document.title,
		lines: [
			`Issued by ${party?.name[0] ?? company} on ${document.issuedOn}`,
			...(document.validUntil ? [`Valid until ${document.validUntil}`] : []),
			`For ${company}`,
			'',
			...document.text,
			'',
			'Demonstration document, made for the demo of the portal.',
		],
	})
}

/** By which kind people find it, as the notices of the portal itself have it. */
const kindOfNotice = (href: string): NoticeKind =>
	href.startsWith('/recalls') ? 'recall' : href.startsWith('/deliveries') ? 'receiving' : 'release'

async function writeNotices({ ctx }: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const rows = story.notices.flatMap((notice, place) => {
		const accountId = accountAt(personOf, notice.to)
		return accountId
			? [
					{
						...newKeys(ctx),
						accountId,
						dedupeKey: `demo:${place}`,
						kind: kindOfNotice(notice.href),
						title: notice.title,
						href: notice.href,
						createdAt: notice.at,
						readAt: notice.read ? notice.at : null,
					},
				]
			: []
	})
	if (rows.length > 0) await ctx.em.insertMany(Notification, rows)
}
