"""How well would people's scores of all training answers foretell those of the rest?

usage: ceiling.py SCRIPT [SEEDS]

The ceiling beside which similarity to a few exemplars is read (measurement.md §11): a ridge regression of the score on
the TF-IDF of every training answer, with SCRIPT's own sets, splits, TF-IDF and rank correlation, mean over questions,
then over seeds. It is solved in its dual form, (K + I)a = y - mean(y), K the cosines of the training answers, by
conjugate gradients; a penalty of 1, not tuned. Prints an object of sets. Standard library only.
"""
import collections, json, operator, os, statistics, sys

def dot(x, y):
    return sum(map(operator.mul, x, y))

def solve(rows, y, tolerance=1e-6):
    """The a with rows·a = y, for rows symmetric and positive definite."""
    a, r = [0.0] * len(y), y[:]
    p, rr = r[:], dot(r, r)
    stop = tolerance * tolerance * (rr or 1)
    for _ in range(len(y)):
        if rr <= stop:
            break
        q = [dot(row, p) for row in rows]
        step = rr / dot(p, q)
        a = [x + step * v for x, v in zip(a, p)]
        r = [x - step * v for x, v in zip(r, q)]
        before, rr = rr, dot(r, r)
        p = [x + rr / before * v for x, v in zip(r, p)]
    return a

def supervised(script, train, test):
    vectors = script["tfidf"]([r["answer"] for r in train + test])
    known, others = vectors[: len(train)], vectors[len(train) :]
    cosine, scores = script["cosine"], [float(r["score"]) for r in train]
    rows = [[0.0] * len(known) for _ in known]
    for i, x in enumerate(known):
        for j in range(i + 1):
            rows[i][j] = rows[j][i] = cosine(x, known[j])
        rows[i][i] += 1
    mean = statistics.fmean(scores)
    a = solve(rows, [s - mean for s in scores])
    return [dot(a, [cosine(x, k) for k in known]) for x in others]

def main():
    path, seeds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with open(path, encoding="utf-8") as f:
        source = f.read().rstrip()
    if not source.endswith("main()"):
        sys.exit(f"{path} does not end with main(): its functions cannot be taken from it")
    script = {"__file__": path, "__name__": "script"}
    exec(compile(source[: -len("main()")], path, "exec"), script)
    folder = os.path.join(os.path.dirname(os.path.abspath(path)), "data")
    found = collections.defaultdict(list)
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".csv"):
            continue
        for rows in script["load"](os.path.join(folder, name)).values():
            for seed in range(seeds):
                train, test = script["split"](rows, seed)
                human = [float(r["score"]) for r in test]
                if len(test) < 8 or len(set(human)) < 2:
                    continue
                found[name[: -len(".csv")]].append(script["spearman"](supervised(script, train, test), human) or 0.0)
    print(json.dumps({name: round(statistics.fmean(v), 3) for name, v in found.items()}, indent=1))

main()
