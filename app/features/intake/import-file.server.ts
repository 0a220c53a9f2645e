import { getPortal } from '#app/platform/portal.server.ts'

/** The bytes of an import's file, read outside of any transaction. */
export const importBytes = (fileKey: string): Promise<Uint8Array> => getPortal().files.bytes(fileKey)
