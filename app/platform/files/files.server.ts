import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { newId } from '#app/core/ids.ts'

/** Files under names that nobody chooses: `<tenant>/<area>/<uuid>`. */
export type FileStore = {
	/** Keeps bytes or a stream; answers the key to find it by. */
	put: (tenantId: string, area: string, content: Uint8Array | Readable) => Promise<string>
	bytes: (key: string) => Promise<Uint8Array>
	stream: (key: string) => Promise<Readable>
	remove: (key: string) => Promise<void>
	/** Keys of an area, oldest first. */
	list: (tenantId: string, area: string) => Promise<string[]>
}

/**
 * Opens the file store: a folder, or a bucket (`s3://key:secret@host/bucket`, loaded only then).
 * @throws when the URL's kind has no driver here.
 */
export async function openFileStore(filesUrl: string | undefined, dataDir: string): Promise<FileStore> {
	const disk = filesUrl?.startsWith('s3:') ? await openBucket(new URL(filesUrl)) : openFolder(filesUrl, dataDir)
	return {
		put: async (tenantId, area, content) => {
			const key = `${tenantId}/${area}/${newId()}`
			if (content instanceof Readable) await disk.putStream(key, content)
			else await disk.put(key, content)
			return key
		},
		bytes: async (key) => new Uint8Array(await disk.getBytes(key)),
		stream: (key) => disk.getStream(key),
		remove: (key) => disk.delete(key),
		list: (tenantId, area) => listKeys(disk, `${tenantId}/${area}/`),
	}
}

/** Every page of a listing; a folder that nobody wrote to yet is empty. Keys begin with their time, so text order is age. */
async function listKeys(disk: Disk, prefix: string): Promise<string[]> {
	const keys: string[] = []
	let paginationToken: string | undefined
	do {
		const page = await disk.listAll(prefix, paginationToken ? { paginationToken } : {}).catch((error: unknown) => {
			const cause = (error as { cause?: { code?: string } }).cause
			if (cause?.code === 'ENOENT') return { objects: [] }
			throw error
		})
		for (const object of page.objects) if (object.isFile) keys.push(object.key)
		paginationToken = 'paginationToken' in page ? page.paginationToken : undefined
	} while (paginationToken)
	return keys.sort()
}

function openFolder(filesUrl: string | undefined, dataDir: string): Disk {
	const location = filesUrl
		? new URL(filesUrl)
		: resolve(join(dataDir.startsWith('memory:') ? './.data' : dataDir, 'files'))
	return new Disk(new FSDriver({ location, visibility: 'private' }))
}

async function openBucket(url: URL): Promise<Disk> {
	const { S3Driver } = await import('flydrive/drivers/s3')
	return new Disk(
		new S3Driver({
			credentials: { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) },
			...(url.hostname.endsWith('amazonaws.com') ? {} : { endpoint: `https://${url.host}`, forcePathStyle: true }),
			region: url.searchParams.get('region') ?? 'us-east-1',
			bucket: url.pathname.replace(/^\//, ''),
			visibility: 'private',
		}),
	)
}
