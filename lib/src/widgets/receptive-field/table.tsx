import { say } from '../../languages/texts';
import { PushButton, Select } from '../shell/controls';
import type { Update } from '../shell/widget';
import { layerName } from './section';
import { inside, largest, layerChanged, layerRemoved, type ReceptiveFieldState, rows, seen } from './state';
import { texts } from './texts';

const settings = ['kernel', 'stride', 'padding', 'dilation'] as const;
const { columns } = texts;

/** A row for each layer, in the order of the picture: what can be set, and what follows from it. */
export function LayerTable(given: { state: ReceptiveFieldState; update: Update<ReceptiveFieldState> }) {
  const { state, update } = given;
  const fields = seen(state);
  const all = rows(state);
  return (
    <>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{say(columns.layer)}</th>
              {settings.map((setting) => (
                <th key={setting} scope="col">
                  {say(columns[setting])}
                </th>
              ))}
              <th scope="col">{say(columns.units)}</th>
              <th scope="col">{say(columns.size)}</th>
              <th scope="col">{say(columns.jump)}</th>
              <th scope="col">{say(columns.start)}</th>
              <th scope="col">{say(columns.seen)}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {all
              .map((row, i) => {
                const name = layerName(state, i);
                return (
                  <tr key={i}>
                    <th scope="row">{name}</th>
                    {settings.map((setting) => (
                      <td key={setting}>
                        {i > 0 && <Setting index={i - 1} setting={setting} name={name} state={state} update={update} />}
                      </td>
                    ))}
                    <td>{row.count}</td>
                    <td>{row.size}</td>
                    <td>{row.jump}</td>
                    <td>{minus(row.start)}</td>
                    <td>{fields[i] ? ranges(inside(fields[i], row.count)) : texts.notSeen}</td>
                    <td>
                      {i > 0 && all.length > 2 && (
                        <PushButton
                          label={texts.remove(name)}
                          onPress={() => update((now) => layerRemoved(now, i - 1))}
                        >
                          ×
                        </PushButton>
                      )}
                    </td>
                  </tr>
                );
              })
              .reverse()}
          </tbody>
        </table>
      </div>
      <p class="note">{say(texts.tableNote)}</p>
    </>
  );
}

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
