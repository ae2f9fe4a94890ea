"""BLEU, naive Bayes and gated convolutions, for tests/unit/maths/text and tests/unit/models/text: writes text.json to stdout.

BLEU is sacrebleu's, without its own tokenizer and unsmoothed; naive Bayes is scikit-learn's MultinomialNB on word counts; gated
convolutions are PyTorch's conv1d and glu.
"""
import json

import numpy
import sacrebleu
import torch
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

draw = numpy.random.default_rng(3)
WORDS = 'the a cat dog is was on under big small red house tree and it'.split()


def sentence(least, most):
    return [str(word) for word in draw.choice(WORDS, draw.integers(least, most + 1))]


def disturbed(words):
    """As a translation may look: a word replaced, left out, or said twice."""
    kept = []
    for word in words:
        chance = draw.uniform()
        if chance < 0.08:
            continue
        kept.append(str(draw.choice(WORDS)) if chance < 0.2 else word)
        if chance > 0.95:
            kept.append(word)
    return kept or ['it']


def bleu_case(count, several, least=5, most=14):
    references = [[sentence(least, most)] for _ in range(count)]
    translations = [disturbed(one[0]) for one in references]
    for one in references:
        one.extend(disturbed(one[0]) for _ in range(several - 1))
    streams = [[' '.join(one[i]) for one in references] for i in range(several)]
    metric = sacrebleu.BLEU(tokenize='none', smooth_method='none', force=True)
    score = metric.corpus_score([' '.join(words) for words in translations], streams)
    return {
        'kind': 'bleu',
        'translations': translations,
        'references': references if several > 1 else [one[0] for one in references],
        'score': score.score / 100,
        'precisions': [p / 100 for p in score.precisions],
        'brevityPenalty': score.bp,
        'length': score.sys_len,
        'referenceLength': score.ref_len,
    }


def bayes_case(longest, smoothing, classes):
    labels = [i % classes for i in range(30)]
    texts = []
    for label in labels:
        weights = numpy.ones(len(WORDS)) + 3 * (numpy.arange(len(WORDS)) % classes == label)
        texts.append([str(w) for w in draw.choice(WORDS[:-2], 8, p=(weights / weights[:-2].sum())[:-2])])
    counts = CountVectorizer(tokenizer=str.split, token_pattern=None, ngram_range=(1, longest))
    model = MultinomialNB(alpha=smoothing).fit(counts.fit_transform([' '.join(t) for t in texts]), labels)
    asked = [sentence(3, 9) for _ in range(6)]
    scores = model.predict_joint_log_proba(counts.transform([' '.join(t) for t in asked]))
    return {
        'kind': 'bayes',
        'longest': longest,
        'smoothing': smoothing,
        'sentences': texts,
        'labels': labels,
        'asked': asked,
        'scores': scores.tolist(),
    }


def gated_case(kernel, causal):
    x = torch.tensor(draw.normal(size=(5, 3)).round(3))
    filters = torch.tensor(draw.normal(size=(kernel, 3, 4)).round(3), requires_grad=True)
    bias = torch.tensor(draw.normal(size=4).round(3))
    before = kernel - 1 if causal else (kernel - 1) // 2
    padded = torch.nn.functional.pad(x.T[None], (before, kernel - 1 - before))
    map_ = torch.nn.functional.conv1d(padded, filters.permute(2, 1, 0), bias)[0].T.contiguous()
    map_.retain_grad()
    output = torch.nn.functional.glu(map_, dim=1)
    upstream = torch.tensor(draw.normal(size=output.shape).round(3))
    output.backward(upstream)
    numbers = {'x': x, 'filters': filters, 'bias': bias, 'map': map_, 'output': output, 'upstream': upstream}
    given = {name: value.tolist() for name, value in numbers.items()}
    return {'kind': 'gated', 'causal': causal, **given, 'gradMap': map_.grad.tolist()}


CASES = [
    bleu_case(12, 1),
    bleu_case(12, 3),
    bleu_case(1, 1, 20, 20),
    bleu_case(20, 2, 1, 6),
    bayes_case(1, 1, 2),
    bayes_case(2, 1, 2),
    bayes_case(1, 0.5, 3),
    gated_case(3, False),
    gated_case(3, True),
    gated_case(2, True),
]
DEFINITION = 'BLEU of sacrebleu, naive Bayes of scikit-learn, gated convolutions of PyTorch; see recipes/text.py'
print(json.dumps({'definition': DEFINITION, 'cases': CASES}))
