import { ApiProblem, problem } from './problem.ts'

export type Upload = { bytes: Uint8Array; name: string; fields: Record<string, string> }

/**
 * The file and text fields of a multipart request. @throws ApiProblem 415 (not multipart), 400 (malformed), 422
 * (`file-missing`), 413 (larger than `maxBytes`).
 */
export async function readUpload(request: Request, maxBytes: number): Promise<Upload> {
	if (!request.headers.get('content-type')?.startsWith('multipart/form-data'))
		throw new ApiProblem(problem(415, 'unsupported-media-type', 'Send the file as multipart/form-data.'))
	let form: FormData
	try {
		form = await request.formData()
	} catch {
		throw new ApiProblem(
			problem(400, 'malformed-upload', 'The upload could not be read. Send it again as multipart/form-data.'),
		)
	}
	const file = form.get('file')
	if (!(file instanceof File) || file.size === 0)
		throw new ApiProblem(
			problem(422, 'file-missing', 'Send the file in the part "file".', [
				{ path: '/file', code: 'file-missing', message: 'A file is needed.' },
			]),
		)
	if (file.size > maxBytes)
		throw new ApiProblem(
			problem(413, 'file-too-large', `A file may have ${Math.round(maxBytes / 1024 / 1024)} MB at most.`),
		)
	const fields: Record<string, string> = {}
	for (const [name, value] of form) if (typeof value === 'string') fields[name] = value
	return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name, fields }
}
