import type { tf } from '../../engine';
import { blockGroups as efficientnetGroups } from '../efficientnet';
import { blockGroups as mobilenetGroups } from '../mobilenet';

/** What PyTorch calls a layer of ours: torchvision's name first, then timm's where that differs. */
export type PytorchNames = (layer: string) => string[];

/** The names for the layers of a network that was built here. */
export function pytorchNames(model: tf.LayersModel): PytorchNames {
  const family = Object.keys(families).find((name) => model.name.startsWith(name));
  if (!family) throw new Error(`no names are known for ${model.name}`);
  return families[family](model);
}

const families: Record<string, (model: tf.LayersModel) => PytorchNames> = {
  alexnet(model) {
    const features = inSequence(model);
    const dense: Record<string, string> = { fc6: 'classifier.1', fc7: 'classifier.4', logits: 'classifier.6' };
    return (layer) => [dense[layer] ?? features(layer)];
  },
  vgg(model) {
    const features = inSequence(model);
    const dense: Record<string, string[]> = {
      fc1: ['classifier.0', 'pre_logits.fc1'],
      fc2: ['classifier.3', 'pre_logits.fc2'],
      logits: ['classifier.6', 'head.fc'],
    };
    return (layer) => dense[layer] ?? [features(layer)];
  },
  resnet: () => residualName,
  resnext: () => residualName,
  wide_resnet: () => residualName,
  densenet: () => (layer) => {
    if (layer === 'logits') return ['classifier'];
    const name = layer
      .replace(/^block(\d)_layer(\d+)_/, 'denseblock$1.denselayer$2.')
      .replace(/^transition(\d)_/, 'transition$1.')
      .replace(/bottleneck_(conv|norm)$/, '$11')
      .replace(/conv_(conv|norm)$/, '$12')
      .replace(/^conv1_(conv|norm)$/, '$10')
      .replace('last_norm', 'norm5');
    return [`features.${name}`];
  },
  inception: () => (layer) => {
    if (layer === 'logits') return ['fc'];
    const name = layer
      .replace(
        /^conv_(\w\w)_(conv|norm)$/,
        (_, place, kind) => `Conv2d_${place}_${place === '3b' ? '1x1' : '3x3'}.${kind}`,
      )
      .replace(/^mixed_(\w\w)_(.*)_(conv|norm)$/, 'Mixed_$1.$2.$3')
      .replace(/norm$/, 'bn');
    return [name];
  },
  squeezenet(model) {
    const features = inSequence(model);
    return (layer) => {
      if (layer === 'conv10') return ['classifier.1'];
      return [features(layer).replace('squeeze1x1', 'squeeze')];
    };
  },
  mobilenet: () => (layer) => [torchvisionBlock(layer), timmBlock(layer, mobilenetGroups)],
  efficientnet: () => (layer) => [timmBlock(layer, efficientnetGroups)],
};

/** `stage2_block1_conv1_norm` → `layer2.0.bn1` */
function residualName(layer: string): string[] {
  if (layer === 'logits') return ['fc'];
  const name = layer
    .replace(/^stage(\d)_block(\d+)_/, (_, stage, block) => `layer${stage}.${block - 1}.`)
    .replace('shortcut_conv', 'downsample.0')
    .replace('shortcut_norm', 'downsample.1')
    .replace(/conv(\d)_conv$/, 'conv$1')
    .replace(/conv(\d)_norm$/, 'bn$1');
  return [name];
}

/**
 * Names by place, as in PyTorch's Sequential: a convolution and its ReLU take two places, a pooling and a fire module one each.
 * `block2_conv1` → `features.3`, `fire4_expand1x1` → `features.6.expand1x1`.
 */
function inSequence(model: tf.LayersModel): (layer: string) => string {
  const places = new Map<string, number>();
  let next = 0;
  for (const layer of model.layers) {
    const [module, part] = layer.name.split(/_(?!conv|pool)/);
    const type = layer.getClassName();
    if (type !== 'Conv2D' && type !== 'MaxPooling2D') continue;
    if (places.has(module)) continue;
    places.set(module, next);
    next += type === 'Conv2D' && part === undefined ? 2 : 1;
  }
  return (layer) => {
    const [module, part] = layer.split(/_(?!conv|pool)/);
    return ['features', places.get(module), part].filter((word) => word !== undefined).join('.');
  };
}

/** `block3_expand_conv` → `features.3.conv.0.0`; the first block has no expansion, so its other parts come one place earlier. */
function torchvisionBlock(layer: string): string {
  const ends: Record<string, string> = {
    stem_conv: 'features.0.0',
    stem_norm: 'features.0.1',
    head_conv: 'features.18.0',
    head_norm: 'features.18.1',
    logits: 'classifier.1',
  };
  const match = /^block(\d+)_(expand|depthwise|project)_(conv|norm)$/.exec(layer);
  if (!match) return ends[layer];
  const [, block, part, kind] = match;
  const place = ['expand', 'depthwise', 'project'].indexOf(part) - (block === '1' ? 1 : 0);
  if (part === 'project') return `features.${block}.conv.${kind === 'conv' ? place : place + 1}`;
  return `features.${block}.conv.${place}.${kind === 'conv' ? 0 : 1}`;
}

/** `block3_expand_conv` → `blocks.1.1.conv_pw`: blocks are counted within groups, from 0. */
function timmBlock(layer: string, groups: readonly number[]): string {
  const ends: Record<string, string> = {
    stem_conv: 'conv_stem',
    stem_norm: 'bn1',
    head_conv: 'conv_head',
    head_norm: 'bn2',
    logits: 'classifier',
  };
  const match = /^block(\d+)_(expand|depthwise|project)_(conv|norm)$/.exec(layer);
  if (!match) return ends[layer];
  const [, block, part, kind] = match;
  let [group, index] = [0, Number(block) - 1];
  while (index >= groups[group]) index -= groups[group++];
  const parts = block === '1' ? ['depthwise', 'project'] : ['expand', 'depthwise', 'project'];
  const convolutions = block === '1' ? ['conv_dw', 'conv_pw'] : ['conv_pw', 'conv_dw', 'conv_pwl'];
  const place = parts.indexOf(part);
  return `blocks.${group}.${index}.${kind === 'conv' ? convolutions[place] : `bn${place + 1}`}`;
}
