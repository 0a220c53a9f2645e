import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { NOTICE_KINDS } from '../notice-event.model.ts'
import { listTemplates } from '../templates.queries.server.ts'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'NoticeTemplate'] }, async (ctx) => ({
		templates: await listTemplates(ctx),
		title: serverText(ctx.language, 'notifications')('templates.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** Every notice that the portal sends, and whose words it has. */
export default function Templates() {
	const { templates, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('notifications')
	const { say, date } = useReader()
	return (
		<>
			<PageHead title={title} subtitle={t('templates.subtitle')} />
			<Card padding="flush">
				<DataTable
					caption={title}
					rowKey={(row) => row.key}
					groups={NOTICE_KINDS.map((kind) => ({
						key: kind,
						title: t(`kind.${kind}`),
						rows: templates.filter((row) => row.kind === kind),
					})).filter((group) => group.rows.length > 0)}
					columns={[
						{
							key: 'title',
							header: t('templates.notice'),
							role: 'key',
							cell: (row) => (
								<AppLink to={`/templates/${row.key}`}>
									{say(row.title)}
									<CellSub mono>{row.key}</CellSub>
								</AppLink>
							),
						},
						{
							key: 'channels',
							header: t('templates.channels'),
							cell: (row) => (
								<span className="flex flex-wrap gap-1">
									{row.channels.map((channel) => (
										<Tag key={channel}>{t(`channel.${channel}`)}</Tag>
									))}
								</span>
							),
						},
						{
							key: 'words',
							header: t('templates.words'),
							role: 'aside',
							cell: (row) =>
								row.version === null ? (
									<StatusText tone="draft" label={t('templates.shipped')} />
								) : (
									<StatusText tone="active" label={t('templates.own', { number: row.version })} />
								),
						},
						{
							key: 'changed',
							header: t('templates.changed'),
							cell: (row) =>
								row.changedAt ? (
									<span>
										{date(row.changedAt)}
										<CellSub>{row.changedBy}</CellSub>
									</span>
								) : (
									'–'
								),
						},
					]}
				/>
			</Card>
		</>
	)
}
