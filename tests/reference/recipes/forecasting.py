"""Writes forecasting.json: errors and naive forecasts of two made-up series, by Nixtla's utilsforecast and by NumPy."""
import json

import numpy
import pandas
from utilsforecast.losses import mae, mase

cases = []
for seed, season, known_count, horizon in ((1, 1, 30, 6), (2, 12, 60, 18), (3, 7, 25, 5)):
    draw = numpy.random.default_rng(seed)
    t = numpy.arange(known_count + horizon)
    values = numpy.round(5 * numpy.sin(2 * numpy.pi * t / max(season, 5)) + 0.1 * t + draw.normal(size=t.size), 4)
    known, truth = values[:known_count], values[known_count:]
    forecast = numpy.round(truth + draw.normal(size=horizon), 4)
    train = pandas.DataFrame({'unique_id': 'a', 'ds': t[:known_count], 'y': known})
    test = pandas.DataFrame({'unique_id': 'a', 'ds': t[known_count:], 'y': truth, 'model': forecast})
    cases.append({
        'season': season,
        'known': known.tolist(),
        'truth': truth.tolist(),
        'forecast': forecast.tolist(),
        'mae': float(mae(test, ['model'])['model'][0]),
        'mase': float(mase(test, ['model'], seasonality=season, train_df=train)['model'][0]),
        'seasonalNaive': numpy.resize(known[-season:], horizon).tolist(),
    })
print(json.dumps({'cases': cases}, indent=1))
