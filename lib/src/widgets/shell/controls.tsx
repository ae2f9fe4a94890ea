import type { ComponentChildren } from 'preact';

/** What can be turned, chosen and pressed. Labels are part of each, so that a screen reader names it. */

export function Slider(given: {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** how the value is written beside the slider; default: as it is */
  text?: string;
  onChange(value: number): void;
}) {
  const { label, value, min, max, step = 1, text = String(value), onChange } = given;
  return (
    <label class="control">
      <span>{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      <span class="value">{text}</span>
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

/** A number to type. While it is no number, as "-" on the way to "-1", the value stays. */
export function NumberField(given: { label: string; value: number; step?: number; onChange(value: number): void }) {
  const { label, value, step = 1, onChange } = given;
  return (
    <input
      class="number"
      type="number"
      aria-label={label}
      step={step}
      value={value}
      onInput={(event) => {
        const typed = event.currentTarget.valueAsNumber;
        if (Number.isFinite(typed)) onChange(typed);
      }}
    />
  );
}

/** @param given label: its name for screen readers, where what it shows is a sign */
export function PushButton(given: { onPress(): void; pressed?: boolean; label?: string; children: ComponentChildren }) {
  return (
    <button
      type="button"
      aria-pressed={given.pressed}
      aria-label={given.label}
      title={given.label}
      onClick={given.onPress}
    >
      {given.children}
    </button>
  );
}
