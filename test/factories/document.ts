import type { NewDocument } from '#app/features/documents/add-document.server.ts'
import { addDocument } from '#app/features/documents/add-document.server.ts'
import { storeFile } from '#app/features/documents/store-file.server.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { actAs } from './tenant.ts'

/** The smallest thing that every reader takes for a PDF. */
export const PDF = new TextEncoder().encode('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** A picture of one point. */
export const PNG = Uint8Array.from(
	Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	),
)

/** A document added by somebody; answers its id. @throws when it is refused. */
export async function makeDocument(
	tenant: TenantInfo,
	actor: Actor,
	more: Partial<NewDocument> & { bytes?: Uint8Array; fileName?: string } = {},
): Promise<string> {
	const { bytes = PDF, fileName = 'certificate.pdf', ...given } = more
	const file = await storeFile(tenant.id, bytes, fileName)
	if (!file.ok) throw new Error(`The file was refused: ${file.error.code}`)
	const added = await actAs(tenant, actor, (ctx) =>
		addDocument(ctx, {
			kind: 'mill_certificate',
			title: 'Mill certificate',
			number: 'MTC-1',
			links: [],
			...given,
			file: file.value,
		}),
	)
	if (!added.ok) throw new Error(`The document was refused: ${added.error.code}`)
	return added.value.id
}
