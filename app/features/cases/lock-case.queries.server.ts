import type { Context } from '#app/platform/request/context.server.ts'
import { QualityCase } from './case.entity.server.ts'
import type { CaseKind } from './case.model.ts'

/** A case as it is now, its row locked until the unit of work ends; null where there is none of this kind. */
export async function lockCase(ctx: Context, kind: CaseKind, id: string): Promise<QualityCase | null> {
	await ctx.em.flush()
	await ctx.em.execute('select id from quality_case where id = ?::uuid for update', [id])
	return ctx.em.findOne(QualityCase, { id, kind }, { refresh: true })
}
