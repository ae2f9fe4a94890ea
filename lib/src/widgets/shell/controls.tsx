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

export function Choice<Value extends string>(given: {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange(value: Value): void;
}) {
  const { label, value, options, onChange } = given;
  return (
    <label class="control">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key} selected={key === value}>
            {text}
          </option>
        ))}
      </select>
    </label>
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

export function PushButton(given: { onPress(): void; pressed?: boolean; children: ComponentChildren }) {
  return (
    <button type="button" aria-pressed={given.pressed} onClick={given.onPress}>
      {given.children}
    </button>
  );
}
