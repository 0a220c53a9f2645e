import { newId } from '#app/core/ids.ts'
import { addDays, todayIn } from '#app/core/local-date.ts'
import { publishProcedure } from '#app/features/governance/publish-procedure.server.ts'
import { TrainingRecord } from '#app/features/governance/sop.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { PersonOf } from './story-people.ts'
import { DEVIATION_PROCEDURE } from './write-own-deviation-steps.server.ts'

type Procedure = {
	code: string
	title: { en: string; 'zh-CN': string }
	text: { en: string; 'zh-CN': string }
}

/** The procedures that the demo's people work by. */
const PROCEDURES: readonly Procedure[] = [
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
			'zh-CN': '清点到货并与发货通知核对，贴标签后放入待检区。不相符的货物须冻结，并告知采购。',
		},
	},
	{
		code: DEVIATION_PROCEDURE,
		title: { en: 'Closing deviations', 'zh-CN': '偏差关闭' },
		text: {
			en: 'A deviation is closed when its cause is named, what it did to the lot is judged, and what keeps it from coming back is begun. Whoever investigated does not close it.',
			'zh-CN': '查明原因、评估对批次的影响并已启动防止再发生的措施后，方可关闭偏差。调查人不得关闭自己调查的偏差。',
		},
	},
]

/** Publishes them through their use case; of closing deviations there is a second version that only one reviewer knows. */
export async function writeProcedures(ctx: Context, personOf: PersonOf): Promise<void> {
	for (const procedure of PROCEDURES) await publish(ctx, procedure, { changes: 'First version', isNew: true })
	const [deviations] = PROCEDURES.filter((one) => one.code === DEVIATION_PROCEDURE)
	if (!deviations) return
	await recordClass(ctx, personOf, 'quality')
	const text = {
		en: `${deviations.text.en} The lot's certificate is looked at again before closing.`,
		'zh-CN': `${deviations.text['zh-CN']}关闭前须再次核对该批次的证书。`,
	}
	await publish(
		ctx,
		{ ...deviations, text },
		{
			changes: 'The certificate of the lot is looked at again',
			isNew: false,
			acknowledgeBy: addDays(todayIn(ctx.tenant.timeZone, ctx.now), 5),
		},
	)
	await recordClass(ctx, personOf, 'admin')
}

type Publishing = { changes: string; isNew: boolean; acknowledgeBy?: string }

async function publish(ctx: Context, { code, title, text }: Procedure, options: Publishing): Promise<void> {
	const { changes, isNew, acknowledgeBy = null } = options
	const request = { code, title, text, documentId: null, changes, acknowledgeBy, isNew }
	const published = await publishProcedure(ctx, request)
	if (!published.ok) throw new Error(`${code}: ${published.error.code}`)
}

/** A class on closing deviations, for one person, as its version in force stands; recorded by nobody of the story. */
async function recordClass(ctx: Context, personOf: PersonOf, who: string): Promise<void> {
	const person = personOf(who)
	const [sop] = await ctx.em.execute<{ id: string; current_version_id: string }[]>(
		'select id, current_version_id from sop where code = ?',
		[DEVIATION_PROCEDURE],
	)
	if (!sop || person.kind !== 'person') return
	ctx.em.create(TrainingRecord, {
		id: newId(),
		sopId: sop.id,
		sopVersionId: sop.current_version_id,
		accountId: person.id,
		personName: person.name,
		kind: 'recorded',
		at: ctx.now,
		validUntil: null,
		signatureId: null,
		recordedBy: person.id,
		recordedByName: 'Lotline',
		note: 'Class before the portal was taken into use',
	})
	await ctx.em.flush()
}
