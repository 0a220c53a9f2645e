import type { Context } from '#app/platform/request/context.server.ts'
import { readChainHead } from './audit.queries.server.ts'
import type { CheckAnswer } from './check-answer.ts'
import { verifyAudit } from './verify-chain.server.ts'

/** Longer chains are verified from the command line: nobody waits so long for a page. */
const MOST = 200_000

/** Verifies the chain for a page that waits, with how long it took; answers `too-long` beyond 200,000 entries. */
export async function checkChain(ctx: Context): Promise<CheckAnswer> {
	const length = (await readChainHead(ctx))?.seq ?? 0
	if (length > MOST) return { kind: 'too-long', most: MOST, tenant: ctx.tenant.key }
	const started = performance.now()
	const verdict = await verifyAudit(ctx)
	return { kind: 'checked', verdict, length, at: ctx.now.toISOString(), ms: Math.round(performance.now() - started) }
}
