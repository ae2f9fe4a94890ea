#!/usr/bin/env python3
"""Makes data/fr-en: English sentences and their French translations from a small grammar, the same ones each time.

usage: english_french.py OUTPUT [PAIRS]     (6000 pairs unless told otherwise, one in ten for the test)

The grammar has gender, number, elision, negation, questions, the order of adjectives and three tenses.
"""

import sys, os, random, itertools

out, N = sys.argv[1], int((sys.argv + [""] * 3)[2] or 6000)
os.makedirs(out, exist_ok=True)
R = random.Random(42)
V = "aeiouhéèêâîôû"
el = lambda w, nx: w[:-1] + "'" + nx if nx[0] in V and w in ("je", "ne", "le", "la", "de", "que", "me", "te") else w + " " + nx
# en sing, en plural, fr sing, fr plural, gender
NOUN = [
    ("cat", "cats", "chat", "chats", "m"),
    ("dog", "dogs", "chien", "chiens", "m"),
    ("house", "houses", "maison", "maisons", "f"),
    ("car", "cars", "voiture", "voitures", "f"),
    ("book", "books", "livre", "livres", "m"),
    ("apple", "apples", "pomme", "pommes", "f"),
    ("tree", "trees", "arbre", "arbres", "m"),
    ("flower", "flowers", "fleur", "fleurs", "f"),
    ("table", "tables", "table", "tables", "f"),
    ("key", "keys", "clé", "clés", "f"),
    ("letter", "letters", "lettre", "lettres", "f"),
    ("picture", "pictures", "image", "images", "f"),
    ("bird", "birds", "oiseau", "oiseaux", "m"),
    ("school", "schools", "école", "écoles", "f"),
    ("garden", "gardens", "jardin", "jardins", "m"),
    ("river", "rivers", "rivière", "rivières", "f"),
]
# en, fr m sg, f sg, m pl, f pl, before noun?
ADJ = [
    ("big", "grand", "grande", "grands", "grandes", 1),
    ("small", "petit", "petite", "petits", "petites", 1),
    ("red", "rouge", "rouge", "rouges", "rouges", 0),
    ("green", "vert", "verte", "verts", "vertes", 0),
    ("black", "noir", "noire", "noirs", "noires", 0),
    ("white", "blanc", "blanche", "blancs", "blanches", 0),
    ("young", "jeune", "jeune", "jeunes", "jeunes", 1),
    ("good", "bon", "bonne", "bons", "bonnes", 1),
    ("strange", "étrange", "étrange", "étranges", "étranges", 0),
    ("quiet", "calme", "calme", "calmes", "calmes", 0),
]
# en pronoun, fr, person index, be(en), être(fr)
PRO = [
    ("i", "je", 0, "am", "suis"),
    ("you", "tu", 1, "are", "es"),
    ("he", "il", 2, "is", "est"),
    ("she", "elle", 2, "is", "est"),
    ("we", "nous", 3, "are", "sommes"),
    ("they", "ils", 5, "are", "sont"),
]
# en base, en 3sg, en past, fr present x6, fr past participle (avoir), fr infinitive
VERB = [
    ("see", "sees", "saw", "vois vois voit voyons voyez voient", "vu", "voir"),
    ("want", "wants", "wanted", "veux veux veut voulons voulez veulent", "voulu", "vouloir"),
    ("like", "likes", "liked", "aime aimes aime aimons aimez aiment", "aimé", "aimer"),
    ("draw", "draws", "drew", "dessine dessines dessine dessinons dessinez dessinent", "dessiné", "dessiner"),
    ("look for", "looks for", "looked for", "cherche cherches cherche cherchons cherchez cherchent", "cherché", "chercher"),
    ("find", "finds", "found", "trouve trouves trouve trouvons trouvez trouvent", "trouvé", "trouver"),
    ("have", "has", "had", "ai as a avons avez ont", "eu", "avoir"),
    ("know", "knows", "knew", "connais connais connaît connaissons connaissez connaissent", "connu", "connaître"),
    ("buy", "buys", "bought", "achète achètes achète achetons achetez achètent", "acheté", "acheter"),
]
AV = "ai as a avons avez ont".split()
VA = "vais vas va allons allez vont".split()
NUM = [("two", "deux"), ("three", "trois"), ("four", "quatre"), ("five", "cinq"), ("ten", "dix")]
PLACE = [
    ("in the kitchen", "dans la cuisine"),
    ("in the street", "dans la rue"),
    ("near the sea", "près de la mer"),
    ("at home", "à la maison"),
    ("in the park", "dans le parc"),
]
TIME = [("today", "aujourd'hui"), ("every day", "tous les jours"), ("now", "maintenant")]


def np_(r):
    n, pl, k = r.choice(NOUN), r.random() < 0.35, r.choice(["def", "indef", "poss", "this", "num"])
    a = r.choice(ADJ) if r.random() < 0.55 else None
    f = n[4] == "f"
    if k == "num":
        pl = True
    if a and a[0] == "good" and n[4] == "m" and not pl and n[2][0] in V:
        a = None
    en, fr = n[1 if pl else 0], n[3 if pl else 2]
    if a:
        fa = a[1 + f + 2 * pl]
        en = f"{a[0]} {en}"
        fr = f"{fa} {fr}" if a[5] else f"{fr} {fa}"
    v = fr[0] in V
    if k == "def":
        return "the " + en, (("les " + fr) if pl else el("la" if f else "le", fr)), pl
    if k == "indef":
        return (
            (en if pl else ("an " if en[0] in "aeiou" else "a ") + en),
            ("des " if pl and not (a and a[5]) else "de " if pl else "une " if f else "un ") + fr,
            pl,
        )
    if k == "poss":
        return "my " + en, ("mes " if pl else "ma " if f and not v else "mon ") + fr, pl
    if k == "this":
        return ("these " if pl else "this ") + en, ("ces " if pl else "cette " if f else "cet " if v else "ce ") + fr, pl
    m = r.choice(NUM)
    return f"{m[0]} {en}", f"{m[1]} {fr}", True


def neg(fs, v):
    return el("ne", v) + " pas" if fs != "je" else el("ne", v) + " pas"


def sent(r):
    t = r.choice(["pres", "pres", "past", "fut", "neg", "q", "adj", "place"])
    e, f, i, be, et = r.choice(PRO)
    v = r.choice(VERB)
    third = i == 2
    tail = r.choice(TIME) if r.random() < 0.2 else None
    if t in ("adj", "place"):
        en, fr, pl = np_(r)
        while fr.startswith(("des ", "de ")) or en.startswith(("a ", "an ")):
            en, fr, pl = np_(r)
        if t == "place":
            p = r.choice(PLACE)
            return f"{en} {'are' if pl else 'is'} {p[0]} .", f"{fr} {'sont' if pl else 'est'} {p[1]} ."
        a = r.choice(ADJ)[:6]
        n = next(x for x in NOUN if x[3 if pl else 2] in fr.replace("'", " ").split())
        fa = a[1 + (n[4] == "f") + 2 * pl]
        if a[0] in en.split():
            return None
        return f"{en} {'are' if pl else 'is'} {a[0]} .", f"{fr} {'sont' if pl else 'est'} {fa} ."
    en, fr, _ = np_(r)
    pres = v[3].split()[i]
    if v[0] == "like" and en.split()[0] not in ("the", "my", "this", "these"):
        return None
    if t == "pres":
        E, F = f"{e} {v[1] if third else v[0]} {en}", f"{el(f, pres)} {fr}"
    if t == "past":
        E, F = f"{e} {v[2]} {en}", f"{el(f, AV[i])} {v[4]} {fr}"
    if t == "fut":
        E, F = f"{e} {be} going to {v[0]} {en}", f"{f} {VA[i]} {v[5]} {fr}"
    if t == "neg":
        if en.split()[0] not in ("the", "my", "this", "these"):
            return None
        E, F = f"{e} {'does' if third else 'do'} not {v[0]} {en}", f'{f} {el("ne", pres)} pas {fr}'
    if t == "q":
        return f"{'does' if third else 'do'} {e} {v[0]} {en} ?", (
            f'est-ce {el("que", f)} {pres} {fr} ?' if f != "je" else f"est-ce que {el('je', pres)} {fr} ?"
        )
    if tail and t != "past":
        E, F = f"{E} {tail[0]}", f"{F} {tail[1]}"
    return E + " .", F + " ."


S, tries = {}, 0
while len(S) < N and tries < 50 * N:
    p = sent(R)
    tries += 1
    if p and p[0] not in S:
        S[p[0]] = p[1]
L = list(S.items())
R.shuffle(L)
k = len(L) // 10
for n, part in (("test", L[:k]), ("train", L[k:])):
    open(f"{out}/{n}.tsv", "w", encoding="utf-8").write("en\tfr\n" + "".join(f"{a}\t{b}\n" for a, b in part))
ev, fv = {w for a, _ in L for w in a.split()}, {w for _, b in L for w in b.split()}
print(len(L), "pairs; vocab", len(ev), len(fv), "bytes", sum(os.path.getsize(f"{out}/{n}.tsv") for n in ("train", "test")))
[print(a, "|", b) for a, b in L[:40]]
