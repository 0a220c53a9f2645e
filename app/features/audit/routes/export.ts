import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readAuditPage, readChainHead } from '../audit.queries.server.ts'
import { readAuditFilter } from '../audit-address.ts'
import { withSignatures } from '../signatures.queries.server.ts'
import { auditAsCsv, auditAsJson } from '../write-export.ts'

const NEEDS = { can: ['read', 'AuditEntry'] } as const
/** Entries of one unit of work: a reader that stops taking them stops the reading too. */
const PAGE = 1_000

/** Everything that a filter finds, as CSV or JSON with its hashes, page by page, however much it is. */
export async function loader(args: LoaderFunctionArgs) {
	const { searchParams } = new URL(args.request.url)
	const filter = readAuditFilter(searchParams)
	const isJson = searchParams.get('format') === 'json'
	const head = await withContext(args, NEEDS, async (ctx) => ({
		tenant: { key: ctx.tenant.key, name: ctx.tenant.name },
		filter,
		exportedAt: ctx.now.toISOString(),
		head: await readChainHead(ctx),
	}))
	const last = head.head?.seq ?? 0
	async function* pages() {
		let after = 0
		for (;;) {
			const rows = await withContext(args, NEEDS, async (ctx) =>
				withSignatures(ctx, await readAuditPage(ctx, filter, { after, last, limit: PAGE })),
			)
			yield rows
			if (rows.length < PAGE) return
			after = rows.at(-1)?.seq ?? last
		}
	}
	const text = isJson ? auditAsJson(head, pages()) : auditAsCsv(pages())
	const name = `audit-${head.tenant.key}-${head.exportedAt.slice(0, 10)}.${isJson ? 'json' : 'csv'}`
	return new Response(createReadableStreamFromReadable(Readable.from(text)), {
		headers: {
			'Content-Type': isJson ? 'application/json' : 'text/csv; charset=utf-8',
			'Content-Disposition': `attachment; filename="${name}"`,
			'Cache-Control': 'private, no-store',
		},
	})
}
