import { z } from 'zod'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import { ApiProblem, problem } from '#app/platform/http/problem.ts'
import { issuesOf } from '#app/platform/http/read-request.ts'
import { readUpload } from '#app/platform/http/read-upload.server.ts'
import { errorRowsCsv } from '../error-rows-csv.server.ts'
import { IMPORT_STATUSES } from '../import.model.ts'
import { importModeSchema, MAX_IMPORT_BYTES, mappingSchema } from '../import.schema.ts'
import { keepImportFile } from '../import-file.server.ts'
import { type ImportView, listProblems, readImport } from '../intake.queries.server.ts'
import { type StartImport, startImport } from '../start-import.server.ts'

const importSchema = z
	.object({
		id: z.uuid(),
		status: z.enum(IMPORT_STATUSES),
		mode: importModeSchema.nullable(),
		fileName: z.string(),
		rows: z.int(),
		good: z.int(),
		bad: z.int(),
		warnings: z.int(),
		processed: z.int(),
		created: z.int(),
		error: z.object({ code: z.string(), message: z.string() }).nullable(),
		errors: z.array(
			z.object({
				row: z.int(),
				field: z.string().nullable(),
				value: z.string(),
				code: z.string(),
				message: z.string(),
				severity: z.enum(['error', 'warning']),
			}),
		),
		startedAt: z.iso.datetime().nullable(),
		finishedAt: z.iso.datetime().nullable(),
	})
	.meta({ id: 'Import' })

const uploadShape = z.object({
	file: z.string().meta({ format: 'binary' }),
	mode: importModeSchema.optional(),
	mapping: z
		.string()
		.optional()
		.meta({ description: 'JSON: { "columns": [{ "column": 0, "field": "supplierLot" }] }' }),
	partyId: z.uuid().optional(),
})

const idParams = z.object({ id: z.uuid() })

const toAnswer = (
	view: ImportView,
	errors: Awaited<ReturnType<typeof listProblems>>['items'],
	language: 'en' | 'zh-CN',
) => ({
	id: view.id,
	status: view.status,
	mode: view.mode,
	fileName: view.fileName,
	rows: view.rows,
	good: view.good,
	bad: view.bad,
	warnings: view.warnings,
	processed: view.processed,
	created: view.created,
	error: view.error ? { code: view.error.code, message: view.error.message[language] } : null,
	errors: errors.map((entry) => ({
		row: entry.row,
		field: entry.field,
		value: entry.value,
		code: entry.code,
		message: entry.message[language],
		severity: entry.severity,
	})),
	startedAt: view.startedAt,
	finishedAt: view.finishedAt,
})

const fieldsSchema = z.strictObject({
	mode: importModeSchema.default('dry-run'),
	partyId: z.uuid().optional(),
	mapping: z
		.string()
		.transform((text, ctx) => {
			try {
				return JSON.parse(text) as unknown
			} catch {
				ctx.addIssue({ code: 'custom', message: 'mapping is not valid JSON' })
				return z.NEVER
			}
		})
		.pipe(mappingSchema)
		.optional(),
})

const REFUSALS = {
	forbidden: problem(403, 'not-allowed', 'This key may not import for that party.'),
	'unknown-supplier': problem(422, 'unknown-supplier', 'There is no such supplier.', [
		{ path: '/partyId', code: 'unknown-supplier', message: 'There is no active supplier with this id.' },
	]),
}

/** Reads an upload and keeps its file, before the unit of work. @throws ApiProblem 400, 413, 415, 422 */
async function readImportUpload(raw: Request, tenantId: string): Promise<StartImport> {
	const upload = await readUpload(raw, MAX_IMPORT_BYTES)
	const parsed = fieldsSchema.safeParse(upload.fields)
	if (!parsed.success) {
		const errors = issuesOf(parsed.error)
		throw new ApiProblem(problem(422, 'validation', 'Some fields are not as they must be; see errors.', errors))
	}
	const { mode, partyId, mapping } = parsed.data
	return {
		file: await keepImportFile(tenantId, upload.bytes, upload.name),
		mode,
		...(partyId ? { partyId } : {}),
		...(mapping ? { mapping } : {}),
	}
}

/** `POST /imports`, `GET /imports/{id}` and `GET /imports/{id}/errors.csv`. */
export function mountImports(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/imports',
		tag: 'Imports',
		summary: 'Import lots from a CSV, XLSX or JSON file; a job does it',
		can: ['import', 'Import'],
		body: uploadShape,
		bodyType: 'multipart/form-data',
		answer: importSchema,
		status: 202,
		before: ({ raw }, caller) => readImportUpload(raw, caller.tenant.id),
		handle: async (ctx, _request, upload) => {
			const started = await startImport(ctx, upload)
			if (!started.ok) return refuse(REFUSALS[started.error.code])
			const view = await readImport(ctx, started.value.id)
			return answer(view ? toAnswer(view, [], ctx.language) : null, {
				status: 202,
				headers: { Location: `/api/v1/imports/${started.value.id}` },
			})
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/imports/{id}',
		tag: 'Imports',
		summary: 'Progress, counts and the first 500 problems of an import',
		can: ['read', 'Import'],
		params: idParams,
		answer: importSchema,
		handle: async (ctx, { params }) => {
			const view = await readImport(ctx, params.id)
			if (!view) return notFound()
			const problems = await listProblems(ctx, view.id, { limit: 500 })
			return answer(toAnswer(view, problems.items, ctx.language), { version: view.version })
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/imports/{id}/errors.csv',
		tag: 'Imports',
		summary: 'The bad rows as a file, to correct and send again',
		can: ['read', 'Import'],
		params: idParams,
		answer: z.string(),
		answerType: 'text/csv',
		handle: async (ctx, { params }) => {
			const file = await errorRowsCsv(ctx, params.id)
			return file ? answer(file) : notFound()
		},
	})
}
