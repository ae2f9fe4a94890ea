export { type DistilOptions, distil } from './distil';
export { type Pruned, type PrunedLayer, type PruneOptions, prune } from './prune';
