import { Form, useNavigation, useSubmit } from '@remix-run/react'
import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#app/ui/actions/button.tsx'
import { ConfirmDialog } from '#app/ui/actions/confirm-dialog.tsx'

type Props = {
	intent: string
	icon: LucideIcon
	label: string
	primary?: boolean
	refusedBecause?: string | undefined
	/** Asked before a step that cannot be taken back: what it does, and the word that leaves all as it is. */
	confirm?: { title: string; text: string; keep: string }
}

/** A button that takes a step of its page and needs nothing typed. */
export function IntentButton({ intent, icon, label, primary, refusedBecause, confirm }: Props) {
	const submit = useSubmit()
	const [asking, setAsking] = useState(false)
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === intent
	return (
		<Form
			method="post"
			preventScrollReset
			className="flex max-desk:*:flex-1"
			onSubmit={(event) => {
				if (!confirm) return
				event.preventDefault()
				setAsking(true)
			}}
		>
			<input type="hidden" name="intent" value={intent} />
			<Button
				type="submit"
				icon={icon}
				variant={primary ? 'primary' : 'secondary'}
				busy={busy}
				refusedBecause={refusedBecause}
			>
				{confirm ? `${label}…` : label}
			</Button>
			{confirm && (
				<ConfirmDialog
					open={asking}
					onOpenChange={setAsking}
					title={confirm.title}
					confirmLabel={label}
					cancelLabel={confirm.keep}
					variant="danger"
					onConfirm={() => {
						setAsking(false)
						submit({ intent }, { method: 'post', preventScrollReset: true })
					}}
				>
					{confirm.text}
				</ConfirmDialog>
			)}
		</Form>
	)
}
