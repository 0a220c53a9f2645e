import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FileUp, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { DEFAULT_CATALOGS } from '../catalogs/default-catalogs.model.ts'
import { importRuleSetFile } from '../import-rule-set-file.server.ts'
import { brokenVersions } from '../rule-clock.job.server.ts'
import { listRuleSets, type RuleSetRow } from '../rule-sets.queries.server.ts'
import { outcomeName } from '../sentence.ts'
import { ImportDialog } from '../ui/import-dialog.tsx'
import { outcomeTone } from '../ui/outcome-tone.ts'

export const meta: MetaFunction = () => [{ title: 'Rules 规则 · Lotline 批迹' }]

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'RuleSet'] }, async (ctx) => ({
		broken: (await brokenVersions(ctx)).map(({ key, number }) => ({ key, number })),
		ruleSets: (await listRuleSets(ctx)).map((row) => ({
			...row,
			subject: row.subject ? DEFAULT_CATALOGS[row.subject].label : null,
		})),
	}))
}

export const action = (args: ActionFunctionArgs) => importRuleSetFile(args)

const ORDER = ['block', 'hold', 'unknown', 'warn', 'pass']

/** The rule sets of the tenant: what decides now, what waits, how it has been deciding. */
export default function Rules() {
	const { ruleSets, broken } = useLoaderData<typeof loader>()
	const { t } = useTranslation('rules')
	const { say, date, dateTime } = useReader()
	const ability = useAbility()
	const [importing, setImporting] = useState(false)
	return (
		<>
			<PageHead
				title={t('list.title')}
				subtitle={t('list.subtitle')}
				actions={
					ability.can('create', 'RuleSet') && (
						<Button icon={FileUp} onClick={() => setImporting(true)}>
							{t('import.open')}
						</Button>
					)
				}
			/>
			{importing && <ImportDialog onClose={() => setImporting(false)} />}
			{broken.length > 0 && (
				<Note tone="rejected" role="alert" title={t('list.brokenTitle', { count: broken.length })}>
					{t('list.brokenText')}
				</Note>
			)}
			<Card padding="flush">
				<DataTable
					caption={t('list.title')}
					rows={ruleSets}
					rowKey={(row) => row.key}
					empty={<EmptyState icon={SlidersHorizontal} title={t('list.empty')} />}
					columns={[
						{
							key: 'title',
							header: t('list.ruleSet'),
							role: 'key',
							cell: (row) => (
								<>
									<AppLink to={`/rules/${row.key}`}>{say(row.title)}</AppLink>
									<CellSub mono>{row.key}</CellSub>
								</>
							),
						},
						{ key: 'subject', header: t('list.subject'), cell: (row) => row.subject && say(row.subject) },
						{
							key: 'version',
							header: t('list.version'),
							cell: (row) => (
								<>
									{row.active === null ? '–' : `v${row.active}`}
									{row.activeSince && <CellSub>{t('list.since', { date: date(row.activeSince) })}</CellSub>}
									{broken
										.filter((version) => version.key === row.key)
										.map(({ number }) => (
											<StatusText key={number} tone="rejected" label={t('list.broken', { number })} />
										))}
								</>
							),
						},
						{
							key: 'changed',
							header: t('list.changed'),
							role: 'plain',
							cell: (row) => (
								<>
									{dateTime(row.changedAt)}
									<CellSub>{row.changedBy ?? t('history.shipped')}</CellSub>
								</>
							),
						},
						{ key: 'drafts', header: t('list.drafts'), cell: (row) => <Waiting row={row} /> },
						{ key: 'outcomes', header: t('list.outcomes'), cell: (row) => <Outcomes outcomes={row.outcomes} /> },
					]}
				/>
			</Card>
		</>
	)
}

function Waiting({
	row,
}: {
	row: Pick<
		RuleSetRow,
		'drafts' | 'inReview' | 'approved' | 'scheduled' | 'pilot' | 'emergencies' | 'emergencyLate' | 'key'
	>
}) {
	const { t } = useTranslation('rules')
	const parts = [
		...(row.inReview > 0 ? [t('list.inReview', { count: row.inReview })] : []),
		...(row.approved > 0 ? [t('list.approved', { count: row.approved })] : []),
		...(row.emergencies > 0 ? [t('list.emergencies', { count: row.emergencies })] : []),
		...(row.pilot !== null ? [t('list.pilot', { number: row.pilot })] : []),
		...(row.scheduled > 0 ? [t('list.scheduled', { count: row.scheduled })] : []),
		...(row.drafts > 0 ? [t('list.draftCount', { count: row.drafts })] : []),
	]
	if (parts.length === 0) return <span className="text-text-3">{t('list.none')}</span>
	return (
		<>
			<AppLink to={`/rules/${row.key}#history`}>{parts.join(', ')}</AppLink>
			{row.emergencyLate && <StatusText tone="rejected" label={t('list.overdue')} className="flex" />}
		</>
	)
}

function Outcomes({ outcomes }: { outcomes: Readonly<Record<string, number>> }) {
	const { t } = useTranslation('rules')
	const { say, number } = useReader()
	const entries = Object.entries(outcomes).toSorted(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
	if (entries.length === 0) return <span className="text-text-3">{t('list.noDecisions')}</span>
	return (
		<span className="flex flex-wrap gap-x-4 gap-y-1">
			{entries.map(([outcome, count]) => (
				<StatusText key={outcome} tone={outcomeTone(outcome)} label={`${say(outcomeName(outcome))} ${number(count)}`} />
			))}
		</span>
	)
}
