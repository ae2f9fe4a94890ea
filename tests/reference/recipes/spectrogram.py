"""Writes spectrogram.json: a power spectrogram by SciPy, mel filters and a log-mel spectrogram by librosa, of a made-up sound."""
import json

import librosa
import numpy
import scipy.signal

rate, window, hop, bands = 8000, 64, 24, 10
t = numpy.arange(400) / rate
samples = numpy.round(0.5 * numpy.sin(2 * numpy.pi * (400 + 9000 * t) * t) + 0.1 * numpy.random.default_rng(5).normal(size=t.size), 5)
hann = scipy.signal.get_window('hann', window)
# Only the windows that lie within the samples: the first one begins with sample 0.
count = (samples.size - window) // hop + 1
starts = [samples[i * hop : i * hop + window] for i in range(count)]
power = numpy.array([numpy.abs(scipy.fft.rfft(hann * piece)) ** 2 for piece in starts])
stft = librosa.stft(samples, n_fft=window, hop_length=hop, window='hann', center=False)
assert numpy.allclose(numpy.abs(stft.T) ** 2, power)
filters = librosa.filters.mel(sr=rate, n_fft=window, n_mels=bands, fmin=0, fmax=rate / 2, htk=True, norm=None, dtype=numpy.float64)
mel = numpy.log(1e-6 + librosa.feature.melspectrogram(S=numpy.abs(stft) ** 2, sr=rate, n_fft=window, n_mels=bands, fmin=0, fmax=rate / 2, htk=True, norm=None))
r = lambda a: [[float(f'{v:.9g}') for v in row] for row in a]
print(json.dumps({'sampleRate': rate, 'window': window, 'hop': hop, 'bands': bands, 'samples': samples.tolist(), 'hann': hann.tolist(), 'power': r(power), 'filters': r(filters), 'logMel': r(mel.T)}))
