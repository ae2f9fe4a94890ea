import { say } from '../../languages/texts';
import { short } from '../../visualizers/number-text';
import { NumberField } from '../shell/controls';
import { Wide } from '../shell/wide';
import type { Update } from '../shell/widget';
import { percent } from './numbers';
import { type AttentionGiven, type AttentionState, allowed, scoresAt, withNumber } from './state';
import { texts } from './texts';

/** Longer vectors are no numbers to read or to type. */
const longest = 4;

/** The query that is looked at, as numbers to change, and how its weights come about. */
export function Vectors(props: {
  state: AttentionState;
  update: Update<AttentionState>;
  given: AttentionGiven;
  weights: number[];
}) {
  const { state, update, given, weights } = props;
  const { vectors, from, to } = given;
  const query = state.queries?.[state.at];
  if (!vectors || !query || query.length > longest) return null;
  const keys = vectors.keys ?? vectors.queries;
  const scores = scoresAt(state, given);
  const seen = allowed(vectors, state.at, keys.length);
  return (
    <>
      <div class="controls">
        <span>{texts.vector(from[state.at])}</span>
        {query.map((value, i) => (
          <NumberField
            key={i}
            label={texts.number(i + 1)}
            value={Math.round(value * 1000) / 1000}
            step={0.5}
            onChange={(typed) => update((now) => withNumber(now, i, typed))}
          />
        ))}
      </div>
      <Wide name={say(texts.table)}>
        <table aria-label={say(texts.table)}>
          <thead>
            <tr>
              <th scope="col">{say(texts.columns.name)}</th>
              <th scope="col">{say(texts.columns.key)}</th>
              <th scope="col">{texts.columns.product(query.length, state.temperature.toPrecision(2))}</th>
              <th scope="col">{say(texts.columns.weight)}</th>
            </tr>
          </thead>
          <tbody>
            {to.map((name, key) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>{keys[key].map((value) => short(value)).join(', ')}</td>
                <td>{seen[key] ? short(scores[key]) : say(texts.notSeen)}</td>
                <td>{percent(weights[key])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
