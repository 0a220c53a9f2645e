import { useFetcher } from '@remix-run/react'
import { Pause, Pencil, Play, RefreshCw, Trash2, Zap } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { ConfirmDialog } from '#app/ui/actions/confirm-dialog.tsx'
import { Dialog } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { EndpointForm } from './endpoint-form.tsx'
import { WebhookSecret } from './webhook-dialog.tsx'

type Props = {
	webhook: { name: string; url: string; events: string[]; version: number; paused: boolean }
	told: readonly string[]
}

/** Change, test, pause, a new secret, away with it. */
export function WebhookActions({ webhook, told }: Props) {
	const { t } = useTranslation('notifications')
	const fetcher = useFetcher<{ ok: boolean; done?: string; formError?: string; secret?: string }>()
	const [asking, setAsking] = useState<'rotate' | 'remove' | null>(null)
	const [changing, setChanging] = useState(false)
	const [secret, setSecret] = useState<string | null>(null)
	const { paused } = webhook
	const busy = fetcher.state !== 'idle'
	useEffect(() => {
		if (fetcher.state !== 'idle' || !fetcher.data) return
		setAsking(null)
		if (fetcher.data.ok && fetcher.data.secret) setSecret(fetcher.data.secret)
		else
			showToast({ tone: fetcher.data.ok ? 'pass' : 'block', title: fetcher.data.done ?? fetcher.data.formError ?? '' })
	}, [fetcher.state, fetcher.data])
	const send = (intent: string) => fetcher.submit({ intent }, { method: 'post' })
	return (
		<>
			<Button icon={Pencil} onClick={() => setChanging(true)}>
				{t('webhooks.change')}
			</Button>
			<Dialog open={changing} onOpenChange={setChanging} keepOpenOnOutside title={t('webhooks.change')}>
				<EndpointForm
					key={webhook.version}
					webhook={webhook}
					told={told}
					onSaved={() => {
						setChanging(false)
						showToast({ tone: 'pass', title: t('webhooks.did.change') })
					}}
				/>
			</Dialog>
			<Button icon={Zap} busy={busy} disabled={paused} onClick={() => send('ping')}>
				{t('webhooks.ping')}
			</Button>
			<Button icon={paused ? Play : Pause} disabled={busy} onClick={() => send(paused ? 'resume' : 'pause')}>
				{t(paused ? 'webhooks.resume' : 'webhooks.pause')}
			</Button>
			<Button icon={RefreshCw} disabled={busy} onClick={() => setAsking('rotate')}>
				{t('webhooks.rotate')}
			</Button>
			<Button icon={Trash2} disabled={busy} onClick={() => setAsking('remove')}>
				{t('webhooks.remove')}
			</Button>
			<ConfirmDialog
				open={asking !== null}
				onOpenChange={(open) => !open && setAsking(null)}
				title={t(`webhooks.${asking ?? 'rotate'}Title`)}
				confirmLabel={t(`webhooks.${asking ?? 'rotate'}`)}
				variant={asking === 'remove' ? 'danger-fill' : 'primary'}
				busy={busy}
				onConfirm={() => asking && send(asking)}
			>
				{t(`webhooks.${asking ?? 'rotate'}Text`)}
			</ConfirmDialog>
			<Dialog
				open={secret !== null}
				onOpenChange={(open) => !open && setSecret(null)}
				keepOpenOnOutside
				title={t('webhooks.secretTitle')}
			>
				{secret && <WebhookSecret secret={secret} onDone={() => setSecret(null)} />}
			</Dialog>
		</>
	)
}
