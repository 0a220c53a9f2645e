import { Form, useNavigation } from '@remix-run/react'
import type { LucideIcon } from 'lucide-react'
import { Button } from '#app/ui/actions/button.tsx'

type Props = {
	intent: string
	icon: LucideIcon
	label: string
	primary?: boolean
	refusedBecause?: string | undefined
}

/** A button that takes a step of its page and needs nothing typed. */
export function IntentButton({ intent, icon, label, primary, refusedBecause }: Props) {
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === intent
	return (
		<Form method="post" preventScrollReset className="flex max-desk:*:flex-1">
			<input type="hidden" name="intent" value={intent} />
			<Button
				type="submit"
				icon={icon}
				variant={primary ? 'primary' : 'secondary'}
				busy={busy}
				refusedBecause={refusedBecause}
			>
				{label}
			</Button>
		</Form>
	)
}
