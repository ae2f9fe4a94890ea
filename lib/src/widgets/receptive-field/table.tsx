import type { ComponentChildren } from 'preact';
import { say } from '../../languages/texts';
import { PushButton, Select } from '../shell/controls';
import { Wide } from '../shell/wide';
import type { Update } from '../shell/widget';
import { layerName } from './section';
import { inside, largest, layerChanged, layerRemoved, type ReceptiveFieldState, rows, seen } from './state';
import { texts } from './texts';

const settings = ['kernel', 'stride', 'padding', 'dilation'] as const;
const { columns } = texts;

/** What can be set, and what follows from it: a row for each layer, in the order of the picture. Two tables: one of both would be twice as wide as a phone. */
export function LayerTables(given: { state: ReceptiveFieldState; update: Update<ReceptiveFieldState> }) {
  return (
    <>
      <div class="panels layers">
        <SettingsTable {...given} />
        <ResultsTable state={given.state} />
      </div>
      <p class="note">{say(texts.tableNote)}</p>
    </>
  );
}

function SettingsTable({ state, update }: { state: ReceptiveFieldState; update: Update<ReceptiveFieldState> }) {
  const count = state.layers.length;
  return (
    <Wide name={say(texts.settings)}>
      <table aria-label={say(texts.settings)}>
        <Heads of={[columns.layer, ...settings.map((setting) => columns[setting])]}>{count > 1 && <td />}</Heads>
        <tbody>
          {upwards(count, 1).map((row) => {
            const [index, name] = [row - 1, layerName(state, row)];
            return (
              <tr key={row}>
                <th scope="row">{name}</th>
                {settings.map((setting) => (
                  <td key={setting}>
                    <Setting {...{ index, setting, name, state, update }} />
                  </td>
                ))}
                {count > 1 && (
                  <td>
                    <PushButton label={texts.remove(name)} onPress={() => update((now) => layerRemoved(now, index))}>
                      ×
                    </PushButton>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Wide>
  );
}

function ResultsTable({ state }: { state: ReceptiveFieldState }) {
  const [fields, all] = [seen(state), rows(state)];
  return (
    <Wide name={say(texts.results)}>
      <table aria-label={say(texts.results)}>
        <Heads of={[columns.layer, columns.units, columns.size, columns.jump, columns.start, columns.seen]} />
        <tbody>
          {upwards(all.length - 1, 0).map((i) => (
            <tr key={i}>
              <th scope="row">{layerName(state, i)}</th>
              <td>{all[i].count}</td>
              <td>{all[i].size}</td>
              <td>{all[i].jump}</td>
              <td>{minus(all[i].start)}</td>
              <td class="long">{fields[i] ? ranges(inside(fields[i], all[i].count)) : texts.notSeen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Heads({ of, children }: { of: string[]; children?: ComponentChildren }) {
  return (
    <thead>
      <tr>
        {of.map((head) => (
          <th key={head} scope="col">
            {say(head)}
          </th>
        ))}
        {children}
      </tr>
    </thead>
  );
}

/** Rows from the last layer down, as in the picture. */
const upwards = (last: number, first: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => last - i);

function Setting(given: {
  index: number;
  setting: (typeof settings)[number];
  name: string;
  state: ReceptiveFieldState;
  update: Update<ReceptiveFieldState>;
}) {
  const { index, setting, name, state, update } = given;
  const least = setting === 'padding' ? 0 : 1;
  const values = Array.from({ length: largest[setting] - least + 1 }, (_, i) => String(least + i));
  return (
    <Select
      label={texts.of(say(columns[setting]), name)}
      value={String(state.layers[index][setting])}
      options={values.map((value) => [value, value] as const)}
      onChange={(value) => update((now) => layerChanged(now, index, { [setting]: Number(value) }))}
    />
  );
}

const minus = (value: number): string => String(value).replace('-', '−');

/** `[2, 3, 4, 7, 9]` as `2–4, 7, 9` */
export function ranges(units: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const unit of units) {
    const last = runs[runs.length - 1];
    if (last && last[1] === unit - 1) last[1] = unit;
    else runs.push([unit, unit]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ') || texts.notSeen;
}
