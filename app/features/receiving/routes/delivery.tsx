import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PackageSearch } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isStepOfRecord } from '#app/features/workflow/step.schema.ts'
import { takeRecordStep } from '#app/features/workflow/take-record-step.server.ts'
import { ApprovalsCard } from '#app/features/workflow/ui/approvals-card.tsx'
import { RecordHistory, RecordNext } from '#app/features/workflow/ui/record-parts.tsx'
import { StepProcedures } from '#app/features/workflow/ui/step-procedures.tsx'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { formRefusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Column, Grid, span } from '#app/ui/layout/grid.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { deliveryRefusal, proofRefusal, receivingText } from '../answer-delivery.server.ts'
import { deliveryActionSchema } from '../delivery.schema.ts'
import { type DeliveryPage, readDeliveryPage } from '../read-delivery-page.server.ts'
import { KEEPS_DECISION, runDeliveryAction } from '../run-delivery-action.server.ts'
import { stepDelivery } from '../step-delivery.server.ts'
import { DeliveryHead } from '../ui/delivery-head.tsx'
import { LineCard } from '../ui/line-card.tsx'
import { LinesCard } from '../ui/lines-card.tsx'
import { PartnerLines } from '../ui/partner-lines.tsx'
import { ScanCard } from '../ui/scan-card.tsx'
import { useDeliveryToast } from '../ui/use-delivery-toast.ts'

const idOf = (params: { id?: string | undefined }): string => {
	const id = z.uuid().safeParse(params.id)
	if (!id.success) throw new Response('Not Found', { status: 404 })
	return id.data
}

export async function loader(args: LoaderFunctionArgs) {
	const id = idOf(args.params)
	const { searchParams } = new URL(args.request.url)
	return withContext(args, { can: ['read', 'Delivery'] }, async (ctx) => {
		const page = await readDeliveryPage(ctx, { id, lineId: searchParams.get('line'), scan: searchParams.get('scan') })
		if (!page) throw new Response('Not Found', { status: 404 })
		return page
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.delivery.number ?? ''} · Lotline 批迹` },
]

export async function action(args: ActionFunctionArgs) {
	const id = idOf(args.params)
	const { language, t } = await receivingText(args.request)
	const body = await args.request.formData()
	if (isStepOfRecord(body))
		return takeRecordStep(args, {
			kind: 'delivery',
			id,
			body,
			language,
			move: (ctx, step) => stepDelivery(ctx, { deliveryId: id, ...step }),
		})
	const parsed = deliveryActionSchema.safeParse(Object.fromEntries(body))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const act = parsed.data
	const signer = act.intent === 'override' ? await whoIs(args.request) : null
	const proof =
		act.intent === 'override' && signer
			? await proveIdentity(
					{ accountId: signer.account.id },
					{ password: act.password, ...(act.code ? { code: act.code } : {}) },
				)
			: null
	if (proof && !proof.ok) return proofRefusal(proof.error, language)
	const keepOnRefusal = KEEPS_DECISION.has(act.intent)
	const result = await withContext(args, { can: ['read', 'Delivery'], keepOnRefusal }, (ctx) =>
		runDeliveryAction(ctx, id, act, proof?.ok ? proof.value : null),
	)
	return result.ok
		? { ok: true as const, lineId: 'lineId' in act ? act.lineId : null, ...result.value }
		: deliveryRefusal(result.error, language)
}

/** Receiving a delivery: scan, count, checks side by side, receive or not. */
export default function Delivery() {
	const page = useLoaderData<typeof loader>()
	const { t } = useTranslation('receiving')
	const { say } = useReader()
	const line = page.delivery.lines.find((found) => found.id === page.lineId) ?? null
	useToastOfButtons(page.delivery.lines)
	if (page.partner) {
		return (
			<>
				<DeliveryHead page={page} />
				<Refused />
				<PartnerLines lines={page.delivery.lines} />
			</>
		)
	}
	return (
		<>
			<DeliveryHead page={page} />
			<Refused />
			<Stack>
				{page.may.first && <Note tone="waiting">{t('line.first', { step: say(page.may.first) })}</Note>}
				<StepProcedures procedures={page.record.procedures} />
				<ApprovalsCard approvals={page.record.approvals} action={`/deliveries/${page.delivery.id}`} />
				<Grid>
					<Column columns={4}>
						<ScanCard reading={page.reading} line={line} scannable={page.may.check} />
						<LinesCard lines={page.delivery.lines} currentId={page.lineId} />
					</Column>
					{line ? (
						<LineCard
							key={line.id}
							line={line}
							decision={page.decision}
							may={page.may}
							main={!page.delivery.lines.some((other) => other.status === 'pending' && other.check?.status === 'pass')}
							scanned={page.reading?.lineId === line.id ? page.reading.counted : null}
						/>
					) : (
						<Card className={span(8)}>
							<EmptyState icon={PackageSearch} title={t('line.none')} />
						</Card>
					)}
				</Grid>
				<Grid>
					<Column columns={4}>
						<RecordNext page={page.record} />
					</Column>
					<Column columns={8}>
						<RecordHistory page={page.record} />
					</Column>
				</Grid>
			</Stack>
		</>
	)
}

/** What a button without a form of its own was refused with. */
function Refused() {
	const answer = useActionData<typeof action>()
	if (!answer || answer.ok || !answer.formError) return null
	return (
		<Note tone="block" role="alert" className="mb-4">
			{answer.formError}
		</Note>
	)
}

/** Says once what a button without a form of its own has done; dialogs and the count say it themselves. */
function useToastOfButtons(lines: DeliveryPage['delivery']['lines']) {
	const answer = useActionData<typeof action>()
	const say = useDeliveryToast()
	const latest = useRef({ lines, say })
	latest.current = { lines, say }
	useEffect(() => {
		const { lines, say } = latest.current
		const lineId = answer?.ok && 'lineId' in answer ? answer.lineId : null
		say(answer, lines.find((line) => line.id === lineId)?.lotCode)
	}, [answer])
}
