import { ok, type Result } from '#app/core/result.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { type FileError, type InspectedFile, inspectDocument } from './inspect-document.server.ts'

export type StoredFile = InspectedFile & { key: string }

/**
 * Checks a file and keeps it, before the unit of work that makes a document of it: no file is written inside a
 * transaction. Errors: those of `inspectDocument`.
 */
export async function storeFile(
	tenantId: string,
	bytes: Uint8Array,
	fileName: string,
): Promise<Result<StoredFile, FileError>> {
	const inspected = await inspectDocument(bytes, fileName)
	if (!inspected.ok) return inspected
	const key = await getPortal().files.put(tenantId, 'documents', bytes)
	return ok({ ...inspected.value, key })
}
