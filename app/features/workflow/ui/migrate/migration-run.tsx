import { useRevalidator } from '@remix-run/react'
import { Pause, Play } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { isOver, type MigrationView } from '../../migrate/migration.model.ts'
import type { MigrationPage, NamedState } from '../../migrate/migration-page.server.ts'
import { recordKindOf, WORKFLOW_RECORDS } from '../../workflow-subjects.model.ts'

/** Steps by their names, as the reader is told of them. */
export const namesOf = (page: MigrationPage, steps: readonly string[], say: (text: LocalizedText) => string): string =>
	steps
		.map((step) => {
			const title = page.stepTitles[step]
			return title ? `“${say(title)}”` : step
		})
		.join(', ')

/** What was decided for states whose records do not simply stay where they are in the new version, in words. */
const decidedOtherwise = (
	page: MigrationPage,
	run: MigrationView,
	word: (state: NamedState, target: NamedState | null) => string,
): string[] =>
	page.fromStates.flatMap((state) => {
		const key = run.map[state.key]
		if (key === undefined || key === state.key) return []
		return [word(state, page.toStates.find((one) => one.key === key) ?? null)]
	})

/** A migration on its way or ended: how far it is, who signed it, what was decided, and every record that did not move. */
export function RunCard({ run, page }: { run: MigrationView; page: MigrationPage }) {
	const { t } = useTranslation('workflow')
	const { say, number, dateTime } = useReader()
	const ability = useAbility()
	const { revalidate } = useRevalidator()
	const steer = useIntent({ action: `/workflows/${page.key}/migrate`, onDone: revalidate })
	const isWorking = run.status === 'queued' || run.status === 'running'
	useEffect(() => {
		if (!isWorking) return
		const timer = setInterval(() => document.visibilityState === 'visible' && revalidate(), 1_000)
		return () => clearInterval(timer)
	}, [isWorking, revalidate])
	const may = ability.can('publish', 'Workflow')
	const decided = decidedOtherwise(page, run, (state, target) =>
		target
			? t('migrate.mapped', { from: say(state.title), to: say(target.title) })
			: t('migrate.mappedStay', { from: say(state.title), number: run.from }),
	)
	return (
		<Card
			title={t('migrate.run')}
			sub={t('migrate.by', { who: run.startedBy ?? '–', when: dateTime(run.createdAt) })}
			actions={
				may &&
				!isOver(run.status) &&
				(isWorking ? (
					<Button
						icon={Pause}
						busy={steer.busy}
						refusedBecause={run.stopRequested ? t('migrate.stopping') : undefined}
						onClick={() => steer.send({ intent: 'stop', run: run.id })}
					>
						{t('migrate.stop')}
					</Button>
				) : (
					<Button
						icon={Play}
						variant="primary"
						busy={steer.busy}
						onClick={() => steer.send({ intent: 'resume', run: run.id })}
					>
						{t('migrate.resume')}
					</Button>
				))
			}
		>
			<div className="flex flex-col gap-4" aria-live="polite">
				<ProgressBar
					label={t('migrate.done')}
					text={t('migrate.progress', { processed: number(run.processed), total: number(run.total) })}
					done={run.processed}
					total={run.total}
				/>
				<KeyValue
					entries={[
						{ label: t('migrate.moved'), value: number(run.moved) },
						{ label: t('migrate.stayed'), value: number(run.stayed) },
						{ label: t('migrate.refusedCount'), value: number(run.refused) },
						{
							label: t('migrate.signed'),
							value: t('migrate.signedBy', { who: run.startedBy ?? '–', when: dateTime(run.createdAt) }),
						},
						{ label: t('panel.reason'), value: run.reason },
						...(decided.length > 0
							? [
									{
										label: t('migrate.decided'),
										value: <span className="whitespace-pre-line">{decided.join('\n')}</span>,
									},
								]
							: []),
					]}
				/>
				{run.voided.length > 0 && (
					<Note tone="quarantine">{t('migrate.voided', { steps: namesOf(page, run.voided, say) })}</Note>
				)}
				{run.refusals.length > 0 && <Refusals run={run} />}
			</div>
		</Card>
	)
}

function Refusals({ run }: { run: MigrationView }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const kind = recordKindOf(run.key)
	return (
		<ListRows
			label={t('migrate.refusedCount')}
			rows={run.refusals.map(({ id, label, why }) => ({
				key: id,
				title: label,
				to: kind ? `${WORKFLOW_RECORDS[kind].path}/${id}` : undefined,
				detail: say(why),
				tone: 'block' as const,
			}))}
		/>
	)
}
