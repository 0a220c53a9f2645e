import { z } from 'zod'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import { ApiProblem, problem } from '#app/platform/http/problem.ts'
import { issuesOf } from '#app/platform/http/read-request.ts'
import { readUpload } from '#app/platform/http/read-upload.server.ts'
import { addDocument, type NewDocument } from '../add-document.server.ts'
import { documentSchema, MAX_DOCUMENT_BYTES } from '../document.schema.ts'
import { documentContent } from '../document-content.server.ts'
import { storeFile } from '../store-file.server.ts'

const idParams = z.object({ id: z.uuid() })
const uploadShape = z.object({
	file: z.string().meta({ format: 'binary' }),
	kind: z.string(),
	title: z.string(),
	number: z.string().optional(),
	issuedOn: z.string().optional(),
	validUntil: z.string().optional(),
	visibility: z.string().optional(),
	lotId: z.string().optional(),
	itemId: z.string().optional(),
	partyId: z.string().optional(),
})

const fieldsSchema = documentSchema.safeExtend({ itemId: z.uuid().optional(), partyId: z.uuid().optional() }).strict()

/** Reads an upload and keeps its file, before the unit of work. @throws ApiProblem 400, 413, 415, 422 */
async function readDocument(raw: Request, tenantId: string): Promise<NewDocument> {
	const upload = await readUpload(raw, MAX_DOCUMENT_BYTES)
	const parsed = fieldsSchema.safeParse(upload.fields)
	if (!parsed.success) {
		throw new ApiProblem(
			problem(422, 'validation', 'Some fields are not as they must be; see errors.', issuesOf(parsed.error)),
		)
	}
	const { lotId, itemId, partyId, ...document } = parsed.data
	const file = await storeFile(tenantId, upload.bytes, upload.name)
	if (!file.ok) {
		const status = file.error.code === 'file-too-large' ? 413 : 422
		throw new ApiProblem(
			problem(status, file.error.code, 'Send a PDF, PNG, JPEG, TIFF, DOCX or XLSX of at most 20 MB.'),
		)
	}
	const links = [
		...(lotId ? [{ type: 'lot' as const, id: lotId }] : []),
		...(itemId ? [{ type: 'item' as const, id: itemId }] : []),
		...(partyId ? [{ type: 'party' as const, id: partyId }] : []),
	]
	return { ...document, partyId, links, file: file.value }
}

/** `POST /documents` and `GET /documents/{id}/content`. */
export function mountDocuments(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/documents',
		tag: 'Documents',
		summary: 'Add a certificate or other file about a lot, an item or a party',
		can: ['create', 'Document'],
		body: uploadShape,
		bodyType: 'multipart/form-data',
		answer: z.object({ id: z.uuid() }),
		status: 201,
		before: ({ raw }, caller) => readDocument(raw, caller.tenant.id),
		handle: async (ctx, _request, document) => {
			const added = await addDocument(ctx, document)
			if (added.ok) {
				const headers = { Location: `/api/v1/documents/${added.value.id}/content` }
				return answer({ id: added.value.id }, { status: 201, headers })
			}
			const status = added.error.code === 'forbidden' ? 403 : 422
			return refuse(problem(status, added.error.code, 'The lot, item or party does not exist, or is not yours.'))
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/documents/{id}/content',
		tag: 'Documents',
		summary: 'The file itself',
		can: ['read', 'Document'],
		params: idParams,
		answer: z.string().meta({ format: 'binary' }),
		answerType: 'application/octet-stream',
		handle: async (ctx, { params }) => {
			const content = await documentContent(ctx, params.id)
			return content ? answer(content) : notFound()
		},
	})
}
