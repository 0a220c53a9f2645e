import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Cog, Plus, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { EQUIPMENT_KINDS } from '../equipment.model.ts'
import { listEquipment } from '../equipment.queries.server.ts'
import { Readiness } from '../ui/readiness.tsx'

const blankAsAbsent = (value: unknown) => (value === '' ? undefined : value)
const searchSchema = z.object({
	q: z.string().max(100).optional().catch(undefined),
	kind: z.preprocess(blankAsAbsent, z.enum(EQUIPMENT_KINDS).optional()).catch(undefined),
	after: z.string().max(60).optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const search = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Equipment'] }, async (ctx) => ({
		search,
		...(await listEquipment(ctx, search)),
		title: serverText(ctx.language, 'equipment')('title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function EquipmentList() {
	const { equipment, nextCursor, search } = useLoaderData<typeof loader>()
	const { t } = useTranslation('equipment')
	const { say, date, dateTime } = useReader()
	const ability = useAbility()
	const make = ability.can('create', 'Equipment') && (
		<ButtonLink to="/equipment/new" variant="primary" icon={Plus}>
			{t('new')}
		</ButtonLink>
	)
	const asked = Object.entries({ q: search.q, kind: search.kind }).filter(([, value]) => value) as [string, string][]
	return (
		<>
			<PageHead title={t('title')} subtitle={t('subtitle')} actions={make} />
			<Card padding="flush">
				<Form method="get" role="search" className="no-print flex flex-wrap gap-2 border-b border-line py-2 pr-3 pl-4">
					<TextInput
						name="q"
						defaultValue={search.q ?? ''}
						aria-label={t('search')}
						placeholder={t('search')}
						className="desk:w-64"
					/>
					<Select
						name="kind"
						aria-label={t('edit.kind')}
						defaultValue={search.kind ?? ''}
						placeholder={t('allKinds')}
						className="w-auto"
						options={EQUIPMENT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
					/>
					<Button type="submit" icon={Search}>
						{t('searchButton')}
					</Button>
				</Form>
				<DataTable
					caption={t('title')}
					rows={equipment}
					rowKey={(row) => row.id}
					pager={nextCursor && <Pager nextHref={`?${new URLSearchParams([...asked, ['after', nextCursor]])}`} />}
					empty={
						<EmptyState
							icon={Cog}
							titleLevel={2}
							title={asked.length > 0 ? t('noneFound') : t('empty')}
							action={asked.length > 0 ? <ButtonLink to="/equipment">{t('clear')}</ButtonLink> : make}
						>
							{asked.length > 0 ? t('noneFoundText') : t('emptyText')}
						</EmptyState>
					}
					columns={[
						{
							key: 'name',
							header: t('edit.name'),
							role: 'key',
							cell: (row) => (
								<AppLink to={`/equipment/${row.id}`}>
									{say(row.name)}
									<CellSub mono>{row.code}</CellSub>
								</AppLink>
							),
						},
						{ key: 'kind', header: t('edit.kind'), cell: (row) => t(`kind.${row.kind}`) },
						{
							key: 'place',
							header: t('edit.site'),
							cell: (row) => (
								<>
									{say(row.site.name)}
									{row.line && <CellSub mono>{t('lineOf', { line: row.line })}</CellSub>}
								</>
							),
						},
						{
							key: 'calibration',
							header: t('edit.calibrationDueOn'),
							cell: (row) => (row.calibrationDueOn ? date(row.calibrationDueOn) : '–'),
						},
						{
							key: 'cleaned',
							header: t('cleanedAt'),
							cell: (row) => (row.cleanedAt ? dateTime(row.cleanedAt) : '–'),
						},
						{ key: 'ready', header: t('ready'), role: 'aside', cell: (row) => <Readiness problems={row.problems} /> },
					]}
				/>
			</Card>
		</>
	)
}
