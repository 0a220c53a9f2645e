import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { RecordHistory } from '#app/features/audit/ui/record-history.tsx'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { idOrNew } from '#app/platform/http/route-id.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { type EquipmentRow, readEquipment } from '../equipment.queries.server.ts'
import { equipmentSchema } from '../equipment.schema.ts'
import { equipmentTextFor } from '../equipment-text.server.ts'
import { recordCleaning } from '../record-cleaning.server.ts'
import { saveEquipment } from '../save-equipment.server.ts'
import { EquipmentForm } from '../ui/equipment-form.tsx'
import { Readiness } from '../ui/readiness.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.equipment?.code ?? data?.title ?? ''} · Lotline 批迹` },
]

export async function loader(args: LoaderFunctionArgs) {
	const id = idOrNew(args)
	const t = await equipmentTextFor(args.request)
	return withContext(args, { can: [id ? 'read' : 'create', 'Equipment'] }, async (ctx) => {
		const equipment = id ? await readEquipment(ctx, id) : null
		if (id && !equipment) throw new Response('Not Found', { status: 404 })
		return {
			equipment,
			sites: await choiceList(ctx, 'sites', {}, [equipment?.site.id]),
			history: id ? await recordHistory(ctx, id) : [],
			title: t('newTitle'),
		}
	})
}

export async function action(args: ActionFunctionArgs) {
	const id = idOrNew(args)
	const t = await equipmentTextFor(args.request)
	const body = Object.fromEntries(await args.request.formData())
	if (id && body.intent === 'clean') {
		const cleaned = await withContext(args, { can: ['complete', 'Equipment'] }, (ctx) =>
			recordCleaning(ctx, { equipmentId: id }),
		)
		return cleaned.ok ? { ok: true as const, done: t('cleaned') } : wholeRefusal(t(`form.${cleaned.error.code}`))
	}
	const parsed = equipmentSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const saved = await withContext(args, { can: [id ? 'update' : 'create', 'Equipment'] }, async (ctx) => {
		const result = await saveEquipment(ctx, id, parsed.data)
		if (!result.ok && result.error.code === 'not-found') throw new Response('Not Found', { status: 404 })
		return result
	})
	if (saved.ok) return redirect(id ? `/equipment/${id}` : '/equipment')
	const { code } = saved.error
	if (code === 'code-taken' || code === 'site-unknown')
		return fieldRefusal(code === 'code-taken' ? 'code' : 'siteId', t(`form.${code}`))
	return wholeRefusal(t(`form.${code}`))
}

export default function EquipmentEdit() {
	const { equipment, sites, history, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('equipment')
	const { say } = useReader()
	const ability = useAbility()
	const name = equipment ? say(equipment.name) : title
	const mayEdit = ability.can(equipment ? 'update' : 'create', 'Equipment')
	const form = mayEdit && (
		<EquipmentForm
			key={`${equipment?.id}-${equipment?.version}`}
			equipment={equipment}
			sites={sites}
			cancelTo="/equipment"
		/>
	)
	return (
		<>
			<PageHead
				crumbs={[{ label: t('title'), to: '/equipment' }, { label: equipment?.code ?? title }]}
				title={name}
				status={equipment && <Readiness problems={equipment.problems} />}
			/>
			{equipment ? (
				<Split
					aside={
						<>
							<Cleaning equipment={equipment} />
							<RecordHistory entries={history} recordId={equipment.id} />
						</>
					}
				>
					{form || <Facts equipment={equipment} />}
				</Split>
			) : (
				form
			)}
		</>
	)
}

function Cleaning({ equipment }: { equipment: EquipmentRow }) {
	const { t } = useTranslation('equipment')
	const { dateTime } = useReader()
	const ability = useAbility()
	const intent = useIntent()
	return (
		<Card
			title={t('cleaning')}
			footer={
				ability.can('complete', 'Equipment') && (
					<Button icon={Sparkles} busy={intent.busy} onClick={() => intent.send({ intent: 'clean' })}>
						{t('recordCleaning')}
					</Button>
				)
			}
		>
			<p>{equipment.cleanedAt ? t('lastCleaned', { time: dateTime(equipment.cleanedAt) }) : t('neverCleaned')}</p>
			<p className="mt-1 text-12 text-text-3">
				{equipment.cleanEveryHours ? t('cleanEvery', { count: equipment.cleanEveryHours }) : t('cleanFree')}
			</p>
		</Card>
	)
}

function Facts({ equipment }: { equipment: EquipmentRow }) {
	const { t } = useTranslation('equipment')
	const { say, date } = useReader()
	return (
		<Card title={t('facts')}>
			<KeyValue
				entries={[
					{ label: t('edit.code'), value: <span className="mono">{equipment.code}</span> },
					{ label: t('edit.kind'), value: t(`kind.${equipment.kind}`) },
					{ label: t('edit.site'), value: `${equipment.site.code} · ${say(equipment.site.name)}` },
					{ label: t('edit.line'), value: equipment.line ?? '–' },
					{ label: t('edit.condition'), value: t(`condition.${equipment.condition}`) },
					{ label: t('edit.serialNumber'), value: equipment.serialNumber ?? '–' },
					{ label: t('edit.calibratedOn'), value: equipment.calibratedOn ? date(equipment.calibratedOn) : '–' },
					{
						label: t('edit.calibrationDueOn'),
						value: equipment.calibrationDueOn ? date(equipment.calibrationDueOn) : '–',
					},
				]}
			/>
		</Card>
	)
}
