import { publishProcedure } from '#app/features/governance/publish-procedure.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** The procedures that the demo's people work by. */
const PROCEDURES = [
	{
		code: 'SOP-QA-012',
		title: { en: 'Release of lots', 'zh-CN': '批次放行' },
		text: {
			en: 'Before a lot is released: look at every test result against its specification, at the certificates of its inputs, and at open deviations. Sign only what you have looked at yourself. A lot that you made or changed is released by a colleague.',
			'zh-CN':
				'放行前须逐项核对检验结果与规格、所用物料的证书以及未关闭的偏差。只对本人核对过的内容签名。本人制造或修改过的批次由同事放行。',
		},
	},
	{
		code: 'SOP-WH-004',
		title: { en: 'Receiving and quarantine', 'zh-CN': '收货与待检' },
		text: {
			en: 'Count what arrives, compare it with the notice, and put it into quarantine with its label. Whatever does not match is held, and purchasing is told.',
			'zh-CN': '清点到货并与到货通知核对，贴标签后放入待检区。不相符的货物须冻结，并告知采购。',
		},
	},
]

/** Publishes them through their use case, each as version 1. */
export async function writeProcedures(ctx: Context): Promise<void> {
	for (const { code, title, text } of PROCEDURES) {
		const published = await publishProcedure(ctx, {
			code,
			title,
			text,
			documentId: null,
			changes: 'First version',
			isNew: true,
		})
		if (!published.ok) throw new Error(`${code}: ${published.error.code}`)
	}
}
