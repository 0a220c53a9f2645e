import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { EndpointForm } from './endpoint-form.tsx'

type Props = { open: boolean; told: readonly string[]; onOpenChange: (open: boolean) => void }

/** Registers an endpoint, then shows its secret, once. */
export function WebhookDialog({ open, told, onOpenChange }: Props) {
	const { t } = useTranslation('notifications')
	const [secret, setSecret] = useState<string | null>(null)
	const close = (to: boolean) => {
		if (!to) setSecret(null)
		onOpenChange(to)
	}
	return (
		<Dialog
			open={open}
			onOpenChange={close}
			keepOpenOnOutside
			title={t(secret ? 'webhooks.secretTitle' : 'webhooks.new')}
		>
			{secret ? (
				<WebhookSecret secret={secret} onDone={() => close(false)} />
			) : (
				<EndpointForm told={told} onSaved={(answer) => setSecret((answer as { secret: string }).secret)} />
			)}
		</Dialog>
	)
}

/** The secret with a button that copies it. */
export function WebhookSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
	const { t } = useTranslation('notifications')
	const [copied, setCopied] = useState(false)
	const copy = async () => {
		await navigator.clipboard.writeText(secret)
		setCopied(true)
	}
	return (
		<>
			<p className="text-text-2">{t('webhooks.secretText')}</p>
			<p className="rounded-2 border border-line bg-surface-2 px-3 py-2 font-mono wrap-anywhere select-all">{secret}</p>
			<DialogFooter flush>
				<Button icon={copied ? Check : Copy} onClick={copy}>
					{t(copied ? 'webhooks.copied' : 'webhooks.copy')}
				</Button>
				<Button variant="primary" onClick={onDone}>
					{t('webhooks.done')}
				</Button>
			</DialogFooter>
		</>
	)
}
