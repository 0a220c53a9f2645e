import { Form, useNavigation } from '@remix-run/react'
import { Gauge } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { OrderParameter } from '../order-readings.model.ts'
import type { OrderAnswer } from '../run-order-action.server.ts'
import { RefusedHere, useAnsweredForm } from './refused-here.tsx'
import { useLimitsText } from './use-limits-text.ts'

type Props = { readings: readonly OrderParameter[]; answer: OrderAnswer | undefined }

/**
 * The next value of a parameter. What the revision knows brings its unit and limits, which nobody types; anything else
 * that a machine shows can be noted too.
 */
export function ReadingForm({ readings, answer }: Props) {
	const { t } = useTranslation('production')
	const { say } = useReader()
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'reading'
	const pinned = readings.filter(({ name }) => name !== null)
	const next = pinned.find(({ required, count }) => required && count === 0) ?? pinned[0]
	const [chosen, setChosen] = useState(next?.parameter ?? '')
	const parameter = pinned.find((one) => one.parameter === chosen)
	const { form, fields: errors, whole } = useAnsweredForm(answer)
	return (
		<Form ref={form} method="post" preventScrollReset className="space-y-3">
			<input type="hidden" name="intent" value="reading" />
			<RefusedHere whole={whole} />
			{parameter && <input type="hidden" name="parameter" value={parameter.parameter} />}
			{parameter?.step && <input type="hidden" name="step" value={parameter.step} />}
			<div className="grid grid-cols-2 gap-3 desk:grid-cols-[2fr_1fr_1fr]">
				{pinned.length > 0 && (
					<Field label={t('readings.parameter')} name="reading-choice" className="max-desk:col-span-2">
						<Select
							value={chosen}
							onChange={(event) => setChosen(event.target.value)}
							options={[
								...pinned.map((one) => ({ value: one.parameter, label: one.name ? say(one.name) : one.parameter })),
								{ value: '', label: t('readings.another') },
							]}
						/>
					</Field>
				)}
				{parameter ? (
					<ValueField error={errors.value} parameter={parameter} />
				) : (
					<OwnParameter readings={readings} errors={errors} />
				)}
				<Field label={t('readings.equipment')} name="reading-equipment">
					<TextInput name="equipment" autoComplete="off" />
				</Field>
			</div>
			<Button type="submit" icon={Gauge} busy={busy} className="min-h-11! max-desk:w-full">
				{t('readings.submit')}
			</Button>
		</Form>
	)
}

function ValueField({ parameter, error }: { parameter?: OrderParameter; error: string | undefined }) {
	const { t } = useTranslation('production')
	const limits = useLimitsText()
	const hint = parameter && limits(parameter)
	return (
		<Field label={t('readings.value')} name="reading-value" hint={hint} error={error} required>
			<TextInput name="value" inputMode="decimal" required autoComplete="off" />
		</Field>
	)
}

/** What the revision does not know: its name, unit and limits are typed. */
function OwnParameter({ readings, errors }: { readings: readonly OrderParameter[]; errors: Record<string, string> }) {
	const { t } = useTranslation('production')
	const own = readings.filter(({ name }) => name === null)
	return (
		<>
			<Field
				label={t('readings.name')}
				name="reading-parameter"
				error={errors.parameter}
				required
				className="max-desk:col-span-2"
			>
				<TextInput name="parameter" list="known-parameters" required maxLength={80} autoComplete="off" />
			</Field>
			<datalist id="known-parameters">
				{own.map(({ parameter }) => (
					<option key={parameter} value={parameter} />
				))}
			</datalist>
			<ValueField error={errors.value} />
			<Field label={t('readings.unit')} name="reading-unit" error={errors.unit}>
				<TextInput name="unit" autoComplete="off" />
			</Field>
			<Field label={t('readings.min')} name="reading-min" error={errors.min} hint={t('readings.limitsHint')}>
				<TextInput name="min" inputMode="decimal" autoComplete="off" />
			</Field>
			<Field label={t('readings.max')} name="reading-max" error={errors.max}>
				<TextInput name="max" inputMode="decimal" autoComplete="off" />
			</Field>
		</>
	)
}
