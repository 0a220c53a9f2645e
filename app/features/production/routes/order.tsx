import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { isStepOfRecord } from '#app/features/workflow/step.schema.ts'
import { type StepAnswer, takeRecordStep } from '#app/features/workflow/take-record-step.server.ts'
import { ApprovalsCard } from '#app/features/workflow/ui/approvals-card.tsx'
import { RecordHistory, RecordLifecycle, RecordNext } from '#app/features/workflow/ui/record-parts.tsx'
import { StepProcedures } from '#app/features/workflow/ui/step-procedures.tsx'
import { formRefusal, type Refusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { Column, Grid } from '#app/ui/layout/grid.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { productionText } from '../answer-order.server.ts'
import { orderActionSchema } from '../production.schema.ts'
import { readOrderPage } from '../read-order-page.server.ts'
import { KEEPS_DECISION, type OrderAnswer, runOrderAction } from '../run-order-action.server.ts'
import { stepOrder } from '../step-order.server.ts'
import { BalanceCard } from '../ui/balance-card.tsx'
import { ByProductCard } from '../ui/by-product-card.tsx'
import { ClearanceCard, LineCard } from '../ui/line-card.tsx'
import { OrderHead } from '../ui/order-head.tsx'
import { EventsCard, UsedCard } from '../ui/order-history.tsx'
import { OutputCard } from '../ui/output-card.tsx'
import { PartsCard } from '../ui/parts-card.tsx'
import { PauseCard } from '../ui/pause-card.tsx'
import { ReadingsCard } from '../ui/readings-card.tsx'
import { UseCard } from '../ui/use-card.tsx'

const idOf = (params: { id?: string | undefined }): string => {
	const id = z.uuid().safeParse(params.id)
	if (!id.success) throw new Response('Not Found', { status: 404 })
	return id.data
}

export async function loader(args: LoaderFunctionArgs) {
	const id = idOf(args.params)
	return withContext(args, { can: ['read', 'ProductionOrder'] }, async (ctx) => {
		const page = await readOrderPage(ctx, id)
		if (!page) throw new Response('Not Found', { status: 404 })
		return page
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.order.number ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs): Promise<OrderAnswer | StepAnswer> {
	const id = idOf(args.params)
	const { t, language } = await productionText(args.request)
	const body = await args.request.formData()
	if (isStepOfRecord(body))
		return takeRecordStep(args, {
			kind: 'order',
			id,
			body,
			language,
			move: (ctx, step) => stepOrder(ctx, { orderId: id, ...step }),
		})
	const form = Object.fromEntries(body)
	const parsed = orderActionSchema.safeParse(form)
	if (!parsed.success) {
		const intent = intentOf(form.intent)
		return { ...wholeForm(formRefusal(parsed.error, t), intent), intent, problem: 'form' }
	}
	return withContext(
		args,
		{ can: ['read', 'ProductionOrder'], keepOnRefusal: KEEPS_DECISION.has(parsed.data.intent) },
		(ctx) => runOrderAction(ctx, id, parsed.data),
	)
}

const INTENTS = ['consume', 'pause', 'reading', 'byproduct', 'start', 'complete'] as const
/** Which form was sent, also where it could not be read. */
const intentOf = (sent: unknown) => INTENTS.find((intent) => intent === sent) ?? 'scan'

/** Forms that say what is wrong where it is wrong. */
const SAY_THEMSELVES: ReadonlySet<OrderAnswer['intent']> = new Set(['scan', 'consume', 'reading', 'byproduct'])

/** The others say what is wrong as a whole. */
const wholeForm = (refusal: Refusal, intent: OrderAnswer['intent']): Refusal =>
	intent === 'reading' || intent === 'byproduct'
		? refusal
		: { ...refusal, formError: refusal.formError ?? [...new Set(Object.values(refusal.fieldErrors ?? {}))].join(' ') }

/** A production order: use lots, record what was made, see how the two balance. */
export default function Order() {
	const page = useLoaderData<typeof loader>()
	const given = useActionData<typeof action>()
	/** Dialogs of steps say themselves what came of them. */
	const answer = given && 'intent' in given ? given : undefined
	const { order, may } = page
	const { t } = useTranslation('production')
	const { say } = useReader()
	const nameOf = (read: string) => {
		const known = page.readings.find(({ parameter }) => parameter === read)?.name
		return known ? say(known) : read
	}
	const done = answer?.ok && answer.intent !== 'scan' && answer.intent !== 'consume' ? answer : null
	const title = done ? t(`done.${done.intent}`, { lot: nameOf(done.lot) }) : null
	useEffect(() => {
		if (answer && title) showToast({ tone: 'pass', title })
	}, [answer, title])
	const refused =
		answer && !answer.ok && 'problem' in answer && !SAY_THEMSELVES.has(answer.intent)
			? (answer.formError ?? Object.values(answer.fieldErrors ?? {})[0])
			: undefined
	return (
		<>
			<OrderHead page={page} />
			<Stack>
				{refused && (
					<Note tone="block" role="alert">
						{refused}
					</Note>
				)}
				<RecordLifecycle page={page.record} label={order.number} />
				<StepProcedures procedures={page.record.procedures} />
				<ApprovalsCard approvals={page.record.approvals} action={`/production/${order.id}`} />
				{page.line && <LineCard page={page} />}
				{page.line && (
					<Note tone="draft" title={t('order.plannedTitle')}>
						{t('order.plannedText')}
					</Note>
				)}
				{page.lotInTheWay && order.lot && (
					<Note
						tone="hold"
						title={t('order.lotStands', { state: say(lotStateLook(page.lotStates, order.lot.status).title) })}
						actions={<ButtonLink to={`/lots/${order.lot.id}`}>{t('order.openRelease')}</ButtonLink>}
					>
						{t('order.lotStandsText')}
					</Note>
				)}
				{order.finishedAt && order.lot?.status === 'pending_release' && (
					<Note
						tone="waiting"
						title={t('order.finishedTitle')}
						actions={<ButtonLink to={`/lots/${order.lot.id}`}>{t('order.openRelease')}</ButtonLink>}
					>
						{t('order.finishedText')}
					</Note>
				)}
				<Grid>
					<Column columns={5}>
						{may.consume && <UseCard answer={answer} line={order.line} />}
						{may.pause && <PauseCard refusedBecause={page.buttons.pause?.map(say).join(' ') || undefined} />}
						<UsedCard page={page} />
						<ClearanceCard page={page} />
						<RecordNext page={page.record} />
						<RecordHistory page={page.record} />
					</Column>
					<Column columns={7}>
						<BalanceCard page={page} />
						<PartsCard page={page} />
						{may.produce && <OutputCard page={page} />}
						<ReadingsCard page={page} answer={answer} />
						{may.produce && <ByProductCard answer={answer?.intent === 'byproduct' ? answer : undefined} />}
						<EventsCard page={page} />
					</Column>
				</Grid>
			</Stack>
		</>
	)
}
