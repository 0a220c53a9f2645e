import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { GenealogyGraph } from '#app/ui/graph/genealogy-graph.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { titleOf, toneOf } from '../workflow.model.ts'
import type { WorkflowTransition } from '../workflow.schema.ts'
import { readWorkflow } from '../workflows.queries.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.definition.key ?? 'Workflow'} · Lotline 批迹` },
]

export async function loader(args: LoaderFunctionArgs) {
	const found = await withContext(args, { can: ['read', 'Workflow'] }, (ctx) =>
		readWorkflow(ctx, args.params.key ?? ''),
	)
	if (!found) throw new Response('Not Found', { status: 404 })
	return found
}

/** A workflow as a picture and as tables: its states with the records in them, its steps with what each asks for. */
export default function WorkflowDetail() {
	const { definition, version, counts } = useLoaderData<typeof loader>()
	const { t } = useTranslation('workflow')
	const { say, number } = useReader()
	const names = new Map(definition.states.map((state) => [state.key, say(titleOf(state))]))
	const name = (key: string): string => names.get(key) ?? key
	const asks = (transition: WorkflowTransition): string[] => [
		...(transition.permission ? [t('detail.permission', { action: transition.permission.action })] : []),
		...(transition.guards ?? []).map((guard) => t('detail.guard', { ruleSet: guard.ruleSet })),
		...(transition.signature ? [t('detail.signature')] : []),
		...(transition.approval ? [t('detail.approval', { count: transition.approval.quorum })] : []),
		...(transition.form?.required?.length ? [t('detail.form', { fields: transition.form.required.join(', ') })] : []),
	]
	const edges = new Map(
		definition.transitions.flatMap((transition) =>
			transition.from
				.filter((from) => from !== transition.to)
				.map((from) => [`${from}>${transition.to}`, { from, to: transition.to }] as const),
		),
	)
	return (
		<>
			<PageHead
				title={say(definition.title)}
				status={<Tag>{t('list.versionNumber', { number: version })}</Tag>}
				subtitle={<span className="mono">{definition.key}</span>}
				crumbs={[{ label: t('list.title'), to: '/workflows' }, { label: say(definition.title) }]}
			/>
			<Stack>
				<Card title={t('detail.picture')}>
					<GenealogyGraph
						label={t('detail.pictureLabel')}
						nodes={definition.states.map((state) => ({
							id: state.key,
							code: name(state.key),
							sub: t('detail.records', { count: counts[state.key] ?? 0 }),
							tone: toneOf(state),
							status: name(state.key),
						}))}
						edges={[...edges.values()]}
						selfId={definition.initial}
					/>
				</Card>
				<Card title={t('detail.states')} padding="flush">
					<DataTable
						caption={t('detail.states')}
						rows={definition.states}
						rowKey={(state) => state.key}
						columns={[
							{
								key: 'state',
								header: t('detail.state'),
								role: 'key',
								cell: (state) => <StatusText tone={toneOf(state)} label={name(state.key)} />,
							},
							{ key: 'category', header: t('detail.category'), cell: (state) => t(`category.${state.category}`) },
							{
								key: 'locks',
								header: t('detail.locks'),
								cell: (state) => (state.locks ?? []).map((lock) => t(`lock.${lock}`)).join(', ') || t('detail.none'),
							},
							{
								key: 'timers',
								header: t('detail.timers'),
								cell: (state) => (state.sla ?? []).map((sla) => sla.after).join(', ') || t('detail.none'),
							},
							{
								key: 'records',
								header: t('list.records'),
								align: 'end',
								cell: (state) => number(counts[state.key] ?? 0),
							},
						]}
					/>
				</Card>
				<Card title={t('detail.steps')} padding="flush">
					<DataTable
						caption={t('detail.steps')}
						rows={definition.transitions}
						rowKey={(transition) => transition.key}
						columns={[
							{ key: 'step', header: t('detail.step'), role: 'key', cell: (transition) => say(titleOf(transition)) },
							{ key: 'from', header: t('detail.from'), cell: (transition) => transition.from.map(name).join(', ') },
							{ key: 'to', header: t('detail.to'), cell: (transition) => name(transition.to) },
							{
								key: 'trigger',
								header: t('detail.trigger'),
								cell: (transition) => t(`trigger.${transition.trigger.type}`),
							},
							{
								key: 'asks',
								header: t('detail.asks'),
								cell: (transition) => asks(transition).join(' · ') || t('detail.none'),
							},
						]}
					/>
				</Card>
			</Stack>
		</>
	)
}
