import { useFetcher } from '@remix-run/react'
import { CircleCheck, Ellipsis, Mail, Plus, Printer, RotateCcw, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RecordActions } from '#app/features/workflow/ui/record-parts.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Menu, type MenuEntry } from '#app/ui/actions/menu.tsx'
import type { RecallPage } from '../recall-page.server.ts'
import type { SignedStep } from '../recall-steps.model.ts'
import { DiscardDialog } from './discard-dialog.tsx'
import { SignStepDialog } from './sign-step-dialog.tsx'
import { useSaid } from './use-said.ts'

/** What can be done with the case now: one primary step, what else, and what is refused with its reason. */
export function RecallActions({ page }: { page: RecallPage }) {
	const { t } = useTranslation('recall')
	const { say } = useReader()
	const fetcher = useFetcher()
	useSaid(fetcher)
	const [signing, setSigning] = useState<SignedStep | null>(null)
	const [discarding, setDiscarding] = useState(false)
	// What asks for more than a button gives is taken by the dialog of every record.
	const byDialog = new Set(page.byDialog.steps.map((one) => one.key))
	const step = (key: string) => page.steps.find((one) => one.key === key && !byDialog.has(key))
	const why = (key: string) => step(key)?.blockers.map(say).join(' ') || undefined
	const post = (intent: string) =>
		fetcher.submit(
			{ intent, version: String(page.recall.version) },
			{ method: 'post', action: `/recalls/${page.recall.id}` },
		)
	const waiting = page.notices.filter((notice) => notice.sentAt && notice.email && notice.status !== 'answered').length
	const told = Boolean(page.recall.notifiedAt) && !page.steps.some((one) => one.key === 'notify')
	const busy = fetcher.state !== 'idle'
	const more: MenuEntry[] = [
		...(step('discard')
			? [
					{
						label: t('act.discard'),
						icon: RotateCcw,
						danger: true,
						refusedBecause: why('discard'),
						onSelect: () => setDiscarding(true),
					},
				]
			: []),
		...(step('cancel')
			? [
					{
						label: t('act.cancel'),
						icon: RotateCcw,
						danger: true,
						refusedBecause: why('cancel'),
						onSelect: () => setSigning('cancel'),
					},
				]
			: []),
	]
	return (
		<>
			<ButtonLink to={`/recalls/${page.recall.id}/report`} icon={Printer}>
				{t('act.report')}
			</ButtonLink>
			{step('expand') && (
				<Button icon={Plus} refusedBecause={why('expand')} onClick={() => setSigning('expand')}>
					{t('act.expand')}
				</Button>
			)}
			{step('close') && waiting > 0 && (
				<Button icon={Mail} refusedBecause={why('expand')} busy={busy} onClick={() => post('remind')}>
					{t('act.remind', { count: waiting })}
				</Button>
			)}
			{step('reconcile') && (
				<Button icon={CircleCheck} refusedBecause={why('reconcile')} busy={busy} onClick={() => post('reconcile')}>
					{t('act.reconcile')}
				</Button>
			)}
			{more.length > 0 && (
				<Menu trigger={<IconButton icon={Ellipsis} label={t('act.more')} />} entries={more} label={t('act.more')} />
			)}
			<RecordActions
				page={{ ...page.byDialog, lifecycle: [], delegators: page.delegators }}
				record={{ label: page.recall.number, version: page.recall.version, action: `/recalls/${page.recall.id}` }}
			/>
			{step('open') && (
				<Button variant="primary" icon={RotateCcw} refusedBecause={why('open')} onClick={() => setSigning('open')}>
					{t('act.open')}
				</Button>
			)}
			{step('notify') && (
				<Button variant="primary" icon={Send} refusedBecause={why('notify')} busy={busy} onClick={() => post('notify')}>
					{t('act.notify', {
						count: page.notices.filter((notice) => notice.status === 'queued' || notice.status === 'failed').length,
					})}
				</Button>
			)}
			{told && step('reconcile') && waiting > 0 && (
				<Button
					variant="primary"
					icon={Mail}
					refusedBecause={why('reconcile')}
					busy={busy}
					onClick={() => post('remind')}
				>
					{t('act.remind', { count: waiting })}
				</Button>
			)}
			{step('close') && (
				<Button variant="primary" icon={CircleCheck} refusedBecause={why('close')} onClick={() => setSigning('close')}>
					{t('act.close')}
				</Button>
			)}
			{signing && <SignStepDialog page={page} step={signing} onClose={() => setSigning(null)} />}
			{discarding && <DiscardDialog recall={page.recall} onClose={() => setDiscarding(false)} />}
		</>
	)
}
