import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { getPortal } from '#app/platform/portal.server.ts'
import type { StartImport } from './start-import.server.ts'

/** Keeps a file that came in, before the unit of work that makes an import of it. The name is only ever shown. */
export async function keepImportFile(
	tenantId: string,
	bytes: Uint8Array,
	fileName: string,
): Promise<StartImport['file']> {
	const key = await getPortal().files.put(tenantId, 'imports', Readable.from([bytes]))
	const name = (fileName.split(/[\\/]/).at(-1) ?? '').replaceAll(/\p{C}/gu, '').slice(-200) || 'file'
	return { key, name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** The bytes of an import's file, read outside of any transaction. */
export const importBytes = (fileKey: string): Promise<Uint8Array> => getPortal().files.bytes(fileKey)
