import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { CHANNELS, RECIPIENTS } from '../../notice-route.model.ts'
import { CHANNEL_NAMES, recipientName } from '../../notice-words.ts'
import { valueAt } from '../json-values.ts'
import { useRuleEditor } from './editor-context.ts'
import { ProblemsHere } from './problems-here.tsx'

const listAt = (value: unknown, at: string): string[] => {
	const found = valueAt(value, at)
	return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : []
}

/** Who hears of a notice while the rule holds, and how; only in sets about notices. */
export function NotifyFields({ place }: { place: string }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content, catalog, edit, readOnly } = useRuleEditor()
	if (catalog.subject !== 'notice') return null
	const event = valueAt(content, `${place}/event`)
	const chosen = { to: listAt(event, '/params/notify/to'), by: listAt(event, '/params/notify/by') }
	const toggle = (part: 'to' | 'by', one: string, on: boolean) => {
		const list = on ? [...chosen[part], one] : chosen[part].filter((other) => other !== one)
		const next = { ...chosen, [part]: list }
		const params = { ...(valueAt(event, '/params') as object | undefined) }
		const notify = next.to.length === 0 && next.by.length === 0 ? undefined : next
		edit([{ type: 'set', at: `${place}/event`, value: { ...(event as object), params: { ...params, notify } } }])
	}
	return (
		<div data-place={`${place}/event/params/notify`} className="grid gap-4 sm:grid-cols-2">
			<fieldset>
				<legend className="mb-1.5 text-13">{t('editor.notifyTo')}</legend>
				<div className="flex flex-col gap-1">
					{RECIPIENTS.map((one) => (
						<Checkbox
							key={one}
							label={say(recipientName(one))}
							disabled={readOnly}
							checked={chosen.to.includes(one)}
							onChange={(changed) => toggle('to', one, changed.target.checked)}
						/>
					))}
				</div>
			</fieldset>
			<fieldset>
				<legend className="mb-1.5 text-13">{t('editor.notifyBy')}</legend>
				<div className="flex flex-col gap-1">
					{CHANNELS.map((one) => (
						<Checkbox
							key={one}
							label={say(CHANNEL_NAMES[one])}
							disabled={readOnly}
							checked={chosen.by.includes(one)}
							onChange={(changed) => toggle('by', one, changed.target.checked)}
						/>
					))}
				</div>
			</fieldset>
			<ProblemsHere places={[`${place}/event/params/notify`]} />
		</div>
	)
}
