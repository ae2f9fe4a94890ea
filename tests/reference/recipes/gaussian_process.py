"""Gaussian processes by scikit-learn, for tests/unit/training/gaussian-process.test.ts: writes gaussian-process.json to stdout."""
import json

import numpy
import sklearn
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

draw = numpy.random.default_rng(1)


def kernel(scales, signal, noise, bounds='fixed'):
    wide = {'fixed': ['fixed'] * 3, 'free': [(1e-2, 1e2), (1e-3, 1e3), (1e-6, 1e1)]}[bounds]
    return ConstantKernel(signal, wide[1]) * Matern(scales, wide[0], nu=2.5) + WhiteKernel(noise, wide[2])


def case(dimensions, count, scales, signal, noise):
    places = draw.uniform(size=(count, dimensions))
    values = numpy.sin(5 * places[:, 0]) + 0.5 * places[:, -1] ** 2 + 0.1 * draw.normal(size=count)
    values = (values - values.mean()) / values.std()
    asked = draw.uniform(size=(7, dimensions))
    fixed = GaussianProcessRegressor(kernel(scales, signal, noise), optimizer=None).fit(places, values)
    mean, deviation = fixed.predict(asked, return_std=True)
    # scikit-learn counts the noise of a measurement in; the function alone is less unsure
    deviation = numpy.sqrt(numpy.maximum(0, deviation**2 - noise))
    free = kernel(scales, signal, noise, 'free')
    fitted = GaussianProcessRegressor(free, n_restarts_optimizer=20, random_state=1).fit(places, values)
    likelihood, gradient = fitted.log_marginal_likelihood(numpy.log([signal, *scales, noise]), eval_gradient=True)
    return {
        'places': places.tolist(),
        'values': values.tolist(),
        'parameters': {'lengthScales': scales, 'signal': signal, 'noise': noise},
        'asked': asked.tolist(),
        'mean': mean.tolist(),
        'deviation': deviation.tolist(),
        'logLikelihood': likelihood,
        'gradient': [*gradient[1:-1], gradient[0], gradient[-1]],
        'largestLogLikelihood': fitted.log_marginal_likelihood_value_,
    }


cases = [
    case(1, 6, [0.3], 1.0, 0.01),
    case(2, 12, [0.2, 0.8], 1.7, 0.05),
    case(4, 25, [0.3, 0.5, 1.5, 4.0], 0.8, 0.001),
]
print(json.dumps({'scikit-learn': sklearn.__version__, 'cases': cases}, indent=1))
