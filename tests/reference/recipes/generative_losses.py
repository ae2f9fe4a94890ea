"""Losses of variational auto-encoders and GANs by PyTorch, for tests/unit/maths/generative-losses.test.ts: writes generative-losses.json to stdout."""
import json

import torch
from torch.distributions import Normal, kl_divergence
from torch.nn.functional import binary_cross_entropy, binary_cross_entropy_with_logits

torch.manual_seed(7)


def number(*shape, scale=1.0):
    return (scale * torch.randn(*shape, dtype=torch.float64)).requires_grad_()


def variational(batch, pixels, latent, scale):
    made = torch.sigmoid(number(batch, pixels, scale=2)).detach().requires_grad_()
    wanted = torch.rand(batch, pixels, dtype=torch.float64)
    mean, log_variance = number(batch, latent, scale=scale), number(batch, latent, scale=scale)
    reconstruction = binary_cross_entropy(made, wanted, reduction='sum') / batch
    # the divergence by PyTorch's own distributions, not by the formula
    divergence = kl_divergence(Normal(mean, torch.exp(log_variance / 2)), Normal(0.0, 1.0)).sum() / batch
    reconstruction.backward()
    divergence.backward()
    tensors = {'made': made, 'wanted': wanted, 'mean': mean, 'logVariance': log_variance}
    grads = {'gradMade': made.grad, 'gradMean': mean.grad, 'gradLogVariance': log_variance.grad}
    values = {'reconstruction': reconstruction.item(), 'divergence': divergence.item()}
    return {'kind': 'variational', **{name: one.tolist() for name, one in {**tensors, **grads}.items()}, **values}


def adversarial(real_count, made_count, smoothing, scale):
    real, made = number(real_count, scale=scale), number(made_count, scale=scale)
    fooled = made.detach().clone().requires_grad_()
    labels = torch.full_like(real, 1 - smoothing)
    discriminator = binary_cross_entropy_with_logits(real, labels) + binary_cross_entropy_with_logits(
        made, torch.zeros_like(made)
    )
    generator = binary_cross_entropy_with_logits(fooled, torch.ones_like(fooled))
    discriminator.backward()
    generator.backward()
    tensors = {'real': real, 'made': made, 'gradReal': real.grad, 'gradMade': made.grad, 'gradFooled': fooled.grad}
    values = {'smoothing': smoothing, 'discriminator': discriminator.item(), 'generator': generator.item()}
    return {'kind': 'adversarial', **{name: one.tolist() for name, one in tensors.items()}, **values}


cases = [
    variational(1, 3, 2, 1.0),
    variational(4, 9, 3, 1.5),
    variational(2, 16, 1, 3.0),
    adversarial(1, 1, 0.0, 1.0),
    adversarial(5, 3, 0.1, 2.0),
    adversarial(4, 6, 0.0, 60.0),
]
print(json.dumps({'torch': torch.__version__, 'cases': cases}, indent=1))
