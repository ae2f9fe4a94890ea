import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** What can be turned, chosen and pressed. Labels are part of each, so that a screen reader names it. */

/** @param given shown: a shorter label for the eye, where what is beside it says the rest */
export function Slider(given: {
  label: string;
  shown?: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** how the value is written beside the slider; default: as it is */
  text?: string;
  onChange(value: number): void;
}) {
  const { label, shown, value, min, max, step = 1, text = String(value), onChange } = given;
  return (
    <label class="control slider">
      <span>{shown ?? label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-label={shown && label}
        aria-valuetext={text}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      <span class="value" aria-hidden="true">
        {text}
      </span>
    </label>
  );
}

interface Choosing<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange(value: Value): void;
}

export function Choice<Value extends string>({ label, ...choosing }: Choosing<Value>) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the list is in it
    <label class="control">
      <span>{label}</span>
      <Options {...choosing} />
    </label>
  );
}

/** A list without a label that is seen, for a table whose head says what it is. */
export function Select<Value extends string>(given: Choosing<Value>) {
  return <Options {...given} />;
}

function Options<Value extends string>(given: Omit<Choosing<Value>, 'label'> & { label?: string }) {
  const { label, value, options, onChange } = given;
  return (
    <select value={value} aria-label={label} onChange={(event) => onChange(event.currentTarget.value as Value)}>
      {options.map(([key, text]) => (
        <option key={key} value={key} selected={key === value}>
          {text}
        </option>
      ))}
    </select>
  );
}

/** What a field takes: more than any question needs, and far from where sums of products leave all numbers. */
const largest = 1000;

/**
 * A number to type, from −1000 to 1000; a larger one counts as the end. While the field has the focus it shows what was typed, letter by letter:
 * "-0" and "1.0" are numbers on the way to "-0.5" and "1.05". What is no number changes nothing, and is gone when the reader leaves the field.
 */
export function NumberField(given: { label: string; value: number; step?: number; onChange(value: number): void }) {
  const { label, value, step = 1, onChange } = given;
  const [draft, setDraft] = useState<string>();
  return (
    <input
      class="number"
      type="number"
      inputMode="text" // the keys for numbers of some phones have no minus
      aria-label={label}
      step={step}
      defaultValue={value} // steps go from here on: with another beginning, what lies between two steps is read out as invalid
      value={draft ?? value}
      onInput={(event) => {
        const typed = event.currentTarget.valueAsNumber;
        setDraft(event.currentTarget.value);
        if (Number.isFinite(typed)) onChange(Math.min(largest, Math.max(-largest, typed)));
      }}
      onBlur={(event) => {
        setDraft(undefined);
        event.currentTarget.value = String(value); // letters and an empty field are no change of the draft
      }}
    />
  );
}

/** @param given label: its name for screen readers, where what it shows is a sign */
export function PushButton(given: {
  onPress(): void;
  pressed?: boolean;
  disabled?: boolean;
  label?: string;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      aria-pressed={given.pressed}
      aria-label={given.label}
      disabled={given.disabled}
      onClick={given.onPress}
    >
      {given.children}
    </button>
  );
}
